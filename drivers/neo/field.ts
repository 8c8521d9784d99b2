import type { ReaderFault } from '#src/device/reader.ts'
import { fail, ok, type Result } from '#src/result.ts'
import { type Clock, pause } from '#src/time/clock.ts'
import { antenna, pollForApdus, pollForToken, Status } from './commands.ts'
import { FIELD_OFF_MS, polling, setting } from './limits.ts'
import type { Message } from './message.ts'
import type { Session } from './session.ts'
import { readToken, type Token } from './token.ts'

/** The radio field in front of the reader. */
export interface Field {
  /** Looks once, for at most so many milliseconds, and activates what is there. */
  look(ms: number): Promise<Result<Token, ReaderFault>>
  /** Switches the field off until the next look: every card in it forgets everything. */
  off(): Promise<Result<undefined, ReaderFault>>
}

export function createField(session: Session, clock: Clock): Field {
  let offSince: number | undefined

  const poll = async (command: Message, ms: number): Promise<Result<Token, ReaderFault>> => {
    if (offSince !== undefined) await pause(clock, Math.max(0, offSince + FIELD_OFF_MS - clock.now()))
    offSince = undefined
    const answer = await session.request(command, polling(ms))
    if (!answer.ok) return answer
    if (answer.value.status === Status.timeOut) return ok({ kind: 'none' })
    if (answer.value.status !== Status.ok) return fail('READER_FAULT', `poll: status ${answer.value.status}`)
    const token = readToken(answer.value.data)
    return token ? ok(token) : fail('READER_FAULT', 'poll: no card type')
  }

  const off = async (): Promise<Result<undefined, ReaderFault>> => {
    const done = await session.request(antenna(false), setting)
    offSince = clock.now()
    return done.ok ? ok() : done
  }

  return {
    off,
    async look(ms) {
      const found = await poll(pollForToken(ms), ms)
      if (!found.ok || found.value.kind !== 'both') return found
      // Its MIFARE side is open now: anew, for the other one.
      const released = await off()
      return released.ok ? poll(pollForApdus(ms), ms) : released
    },
  }
}
