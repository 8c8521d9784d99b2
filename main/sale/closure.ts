import { readFile } from 'node:fs/promises'
import { type Closure, closureSchema } from '#src/fleet/closure.ts'
import type { ChannelName } from '#src/ipc/contract.ts'
import { fail } from '#src/result.ts'
import { writeDurably } from '../files/durable.ts'
import type { Handlers } from '../ipc/door.ts'

/** Whether the operator has taken the terminal out of service. */
export interface ClosureState {
  /** Null: it is in service. */
  state(): Closure | null
  /** Resolves when it is on disk; rejects when the disk refuses, and then nothing has changed. */
  set(closure: Closure | null): Promise<void>
  /** The same handlers, which begin no sale and no ride meanwhile and give no money back. What goes on comes to its end. */
  guarded(handlers: Handlers): Handlers
}

export interface ClosureParts {
  readonly path: string
  readonly onState: (closure: Closure | null) => void
  readonly log: (message: string) => void
}

const BEGINS = [
  'sale/open',
  'station/ride',
  'refund/make',
  'refund/decide',
] as const satisfies readonly ChannelName[]

/** Outlives restarts. What cannot be read closes nothing: the operator can say it once more. */
export async function openClosure({ path, onState, log }: ClosureParts): Promise<ClosureState> {
  let closure = await read(path, log)
  let last: Promise<unknown> = Promise.resolve()

  const begins = <C extends (typeof BEGINS)[number]>(handlers: Handlers, channel: C) => ({
    [channel]: (request: Parameters<Handlers[C]>[0]) =>
      closure ? fail('TERMINAL_CLOSED', closure.reason) : handlers[channel](request),
  })

  async function change(next: Closure | null): Promise<void> {
    await writeDurably(path, `${JSON.stringify({ closure: next })}\n`)
    closure = next
    onState(next)
  }

  return {
    state: () => closure,
    set(next) {
      const changed = last.then(() => change(next))
      last = changed.catch(() => undefined)
      return changed
    },
    guarded(handlers) {
      const all = { ...handlers }
      for (const channel of BEGINS) Object.assign(all, begins(handlers, channel))
      return all
    },
  }
}

async function read(path: string, log: (message: string) => void): Promise<Closure | null> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => error)
  if (text instanceof Error) {
    if (text.code !== 'ENOENT') log(`${path}: ${text.message}`)
    return null
  }
  try {
    return closureSchema.nullable().parse(JSON.parse(text).closure)
  } catch (error) {
    log(`${path}: ${error}`)
    return null
  }
}
