import type { NatsConnection } from '@nats-io/transport-node'
import { type FleetTerminal, recallSubject } from '#src/fleet/names.ts'
import { type RecallAnswer, recallAnswerSchema } from '#src/fleet/outcome.ts'
import type { Hex } from '#src/payment/hex.ts'
import { fail, type Result } from '#src/result.ts'
import type { Journal } from '../journal/journal.ts'
import type { CursorFile } from './cursor.ts'
import type { HandOver } from './hand-over.ts'
import type { Pace } from './pace.ts'

/** Takes payments back from whoever else may send them. */
export interface Recalls {
  /** The task runs while nobody else has the payment. VOID_TOO_LATE when that cannot be made certain. */
  during<T>(id: Hex, task: () => Promise<Result<T>>): Promise<Result<T>>
}

export const NO_RECALLS: Recalls = { during: (_id, task) => task() }

export interface RecallsParts {
  readonly whose: FleetTerminal
  readonly journal: Pick<Journal, 'seq' | 'since'>
  readonly cursor: Pick<CursorFile, 'now'>
  readonly pace: Pick<Pace, 'hold'>
  readonly handOver: Pick<HandOver, 'ends'>
  readonly connection: () => Pick<NatsConnection, 'request'> | undefined
  /** Whether the journal has every outcome that the fleet had for it when this was asked. */
  readonly hasHeard: () => Promise<boolean>
  readonly log: (message: string) => void
}

const ANSWER_MS = 3000
/** Lines of the journal that are read at once. */
const LINES = 200

export function createRecalls(parts: RecallsParts): Recalls {
  const { whose, journal, cursor, pace, handOver, connection, hasHeard, log } = parts

  /** Whether the payment may have left; from its end backwards, as what is voided was sold a moment ago. */
  async function mayHaveLeft(id: Hex): Promise<boolean> {
    const { sent } = cursor.now()
    for (let end = journal.seq(); end > sent; end -= LINES) {
      const from = Math.max(sent, end - LINES)
      const entries = await journal.since(from, end - from)
      const isHere = entries.some(
        ({ fact }) => fact.type === 'accepted' && fact.payment.authorization.nonce === id,
      )
      if (isHere) return false
    }
    return true
  }

  async function ask(id: Hex): Promise<RecallAnswer['answer'] | undefined> {
    try {
      const question = JSON.stringify({ v: 1, id })
      const reply = await connection()?.request(recallSubject(whose), question, { timeout: ANSWER_MS })
      return reply && recallAnswerSchema.parse(JSON.parse(reply.string())).answer
    } catch (error) {
      log(`the fleet does not say whether it lets go of ${id}: ${error}`)
      return undefined
    }
  }

  /** A settler forgets what has ended, but never before it has told: then the journal knows what became of it. */
  async function askAndHear(id: Hex): Promise<RecallAnswer['answer'] | undefined> {
    const answer = await ask(id)
    return answer !== 'unknown' || (await hasHeard()) ? answer : undefined
  }

  return {
    async during(id, task) {
      // Nothing leaves meanwhile: what is not on its way yet stays here until the void is written.
      const goOn = pace.hold()
      try {
        const answer = (await mayHaveLeft(id)) ? await askAndHear(id) : 'unknown'
        if (answer === undefined) return fail('VOID_TOO_LATE', 'the fleet has it, and does not answer')
        if (answer === 'taken') return fail('VOID_TOO_LATE', 'the fleet has sent it')
        // Whatever becomes of the task, nobody but this terminal settles it any more.
        if (answer === 'released') handOver.ends([id])
        return await task()
      } finally {
        goOn()
      }
    },
  }
}
