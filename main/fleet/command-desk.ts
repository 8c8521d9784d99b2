import { createHash } from 'node:crypto'
import { type Command, commandSchema, type Order, refusalOf } from '#src/fleet/command.ts'
import type { FleetTerminal } from '#src/fleet/names.ts'
import { fail, ok, type Result } from '#src/result.ts'
import type { Person } from '#src/staff/person.ts'
import type { CommandMemory } from './command-memory.ts'
import type { Duties } from './duties.ts'
import { openEnvelope } from './open-envelope.ts'

/** Writes what became of an order into the journal; rejects when the disk refuses. */
export type NoteOrder = (by: Person | null, detail: string) => Promise<void>

export interface CommandDeskParts {
  readonly whose: FleetTerminal
  readonly operatorKeys: readonly string[]
  readonly memory: CommandMemory
  readonly duties: Duties
  readonly note: NoteOrder
  /** The latest time that the terminal has seen, ms since the epoch. */
  readonly now: () => number
  readonly log: (message: string) => void
}

/** Whether a message is a command for this terminal, and what is written of it. */
export interface CommandDesk {
  /**
   * Resolves when the journal and the memory have it: then the message may be forgotten, and after that `begin` is to
   * be called, where there is one. Rejects when the disk refuses: the message has to come again.
   */
  take(text: string): Promise<{ readonly begin?: () => void }>
  /** The newest was refused. */
  isRefusing(): boolean
}

/** A broker in wrong hands must not fill the disk: so many refusals are noted until the next start. */
const MOST_REFUSALS = 200

export function createCommandDesk(parts: CommandDeskParts): CommandDesk {
  const { whose, memory, duties, note, now, log } = parts
  let refusals = 0
  let isRefusing = false

  async function refuse(text: string, by: Person | null, why: string): Promise<void> {
    isRefusing = true
    const digest = createHash('sha256').update(text).digest('hex')
    if (memory.hasRefused(digest)) return
    refusals += 1
    log(`a command is refused: ${why}`)
    if (refusals > MOST_REFUSALS) return
    await note(by, `refused: ${why}`)
    await memory.keepRefused(digest)
  }

  return {
    isRefusing: () => isRefusing,
    async take(text) {
      const read = readCommand(text, parts.operatorKeys)
      if (!read.ok) {
        const { code, detail } = read.error
        await refuse(text, null, detail === undefined ? code : `${code}: ${detail.slice(0, 200)}`)
        return {}
      }
      const { command, key } = read.value
      const by = { id: 'fleet', name: command.by }
      const called = `${orderText(command.command)} ${command.id}`
      // It was carried out, or is being carried out.
      if (memory.has(command.id)) return {}
      const refusal =
        refusalOf(command, whose, now()) ?? (memory.hasRoom(now()) ? undefined : 'too many commands')
      if (refusal !== undefined) {
        await refuse(text, by, `${called}, ${refusal}`)
        return {}
      }
      await note(by, `${called}, signed by ${key.slice(0, 8)}`)
      await duties.prepare(command)
      await memory.keep(command.id, command.expiresAt, now())
      isRefusing = false
      return { begin: () => duties.begin(command) }
    },
  }
}

interface Signed {
  readonly command: Command
  readonly key: string
}

function readCommand(
  text: string,
  keys: readonly string[],
): Result<Signed, 'FLEET_ORDER_INVALID' | 'FLEET_SIGNATURE_INVALID'> {
  const opened = openEnvelope(text, keys)
  if (!opened.ok) return opened
  const { key, json } = opened.value
  const read = commandSchema.safeParse(json)
  if (read.success) return ok({ command: read.data, key })
  const [issue] = read.error.issues
  return fail('FLEET_ORDER_INVALID', issue && `${issue.path.join('.')}: ${issue.message}`)
}

const orderText = (order: Order): string =>
  order.type === 'out-of-service' ? `${order.type} "${order.reason}"` : order.type
