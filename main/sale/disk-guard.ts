import type { ErrorCode } from '#src/errors/codes.ts'
import type { ChannelName } from '#src/ipc/contract.ts'
import { type Failure, fail, ok, type Result } from '#src/result.ts'
import type { Clock } from '#src/time/clock.ts'
import type { Handlers } from '../ipc/door.ts'
import type { Faults } from '../service/faults.ts'

/** The disk that the journal lies on. */
export interface Disk {
  /** Bytes that this program may still write. */
  free(): Promise<number>
  /** Writes something as the journal does, and takes it away again; rejects where that is refused. */
  tryOut(): Promise<void>
}

export interface DiskGuardParts {
  readonly disk: Disk
  readonly clock: Clock
  readonly faults: Pick<Faults, 'note' | 'clear'>
  /** Told again and again while nothing can be stored, and once when it can be again (null). */
  readonly onState: (failure: Failure | null) => void
}

export interface DiskGuard {
  /** The same handlers, which ask for no card and no transfer that could not be stored. */
  guarded(handlers: Handlers): Handlers
  stop(): void
}

/** Thousands of payments, and what Chromium needs beside them. */
export const LEAST_BYTES = 10_000_000
const LOOK_MS = 5000

/** These begin what ends on the disk. */
const BEGINS = ['sale/open', 'station/ride'] as const satisfies readonly ChannelName[]
/** And by these it is known how that went. */
const STORES = ['sale/await-card', 'sale/authorize', 'station/ride'] as const satisfies readonly ChannelName[]
const NOT_STORED: ReadonlySet<ErrorCode> = new Set(['JOURNAL_WRITE_FAILED', 'TRANSFER_NOT_STORED'])

/**
 * A card that has signed what the disk then refuses has signed for nothing, so where there is no room, or the last
 * payment was refused, none is asked until there is room again. Nothing has to be started anew for that.
 */
export function guardDisk({ disk, clock, faults, onState }: DiskGuardParts): DiskGuard {
  let failure: Failure | null = null
  /** The last payment was not stored: room alone proves nothing. */
  let wasRefused = false
  let stopped = false

  async function stateNow(): Promise<Result<undefined>> {
    const free = await disk.free().catch(() => LEAST_BYTES)
    if (free < LEAST_BYTES) return fail('DISK_LOW', `${free} bytes are free`)
    if (!wasRefused) return ok()
    try {
      await disk.tryOut()
      wasRefused = false
      return ok()
    } catch (error) {
      return fail('JOURNAL_WRITE_FAILED', String(error))
    }
  }

  async function look(): Promise<Result<undefined>> {
    const state = await stateNow()
    const before = failure
    failure = state.ok ? null : state.error
    if (failure) faults.note('disk', failure.code, failure.detail)
    else faults.clear('disk')
    if ((before || failure) && !stopped) onState(failure)
    return state
  }

  function hear(answer: Result<unknown>): void {
    if (answer.ok || !NOT_STORED.has(answer.error.code)) return
    wasRefused = true
    void look()
  }

  const begins = <C extends (typeof BEGINS)[number]>(handlers: Handlers, channel: C) => ({
    async [channel](request: Parameters<Handlers[C]>[0]) {
      const state = await look()
      return state.ok ? handlers[channel](request) : state
    },
  })

  const stores = <C extends (typeof STORES)[number]>(handlers: Handlers, channel: C) => ({
    async [channel](request: Parameters<Handlers[C]>[0]) {
      const answer = await handlers[channel](request)
      hear(answer)
      return answer
    },
  })

  let cancel = clock.after(0, again)
  function again(): void {
    void look()
    cancel = clock.after(LOOK_MS, again)
  }

  return {
    guarded(handlers) {
      const heard = { ...handlers }
      for (const channel of STORES) Object.assign(heard, stores(handlers, channel))
      const all = { ...heard }
      for (const channel of BEGINS) Object.assign(all, begins(heard, channel))
      return all
    },
    stop() {
      stopped = true
      cancel()
    },
  }
}
