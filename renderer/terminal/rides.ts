import type { ErrorCode } from '#src/errors/codes.ts'
import type { Bridge } from '#src/ipc/contract.ts'
import type { Ride } from '#src/ipc/station.ts'
import type { Result } from '#src/result.ts'
import { type Outcome, outcomeOf, stationFaultOf } from '#src/station-screen/outcome.ts'
import { type Clock, pause } from '#src/time/clock.ts'
import type { Feed } from '../queue/feed.ts'

export interface RideParts {
  readonly bridge: Bridge
  readonly clock: Clock
  readonly feed: Pick<Feed, 'take'>
  readonly isWanted: () => boolean
  readonly isOnline: () => boolean
  readonly onOutcome: (outcome: Outcome) => void
  /** `fault` gives something else from now on. */
  readonly onFault: () => void
  readonly onAccepted: () => void
}

/** Takes rides one after the other for as long as they are wanted. */
export interface Rides {
  /** Rides begin or end being wanted. */
  level(): void
  /** Ends the wait for a card; false when one was signing: it has ridden. */
  stop(): Promise<boolean>
  /** Why the last ride could not even be waited for. */
  fault(): ErrorCode | null
}

/** So long after a fault it is tried again, and so long without another it is over. */
const RETRY_MS = 1000
const OVER_MS = 2500
/** A disk that refused a payment: nobody's card is asked until it may have recovered. */
const DISK_MS = 15_000

export function createRides(parts: RideParts): Rides {
  const { bridge, clock } = parts
  let loop: Promise<void> | null = null
  let fault: ErrorCode | null = null
  let forgive = () => {}
  let count = 0
  /** The line of the journal that the last ride is. */
  let lastSeq = -1
  /** Rides taken since the last stop was asked for. */
  let taken = 0

  const next = () => bridge.call('station/ride', undefined)

  async function run(): Promise<void> {
    let waiting: Promise<Result<Ride>> | null = next()
    while (waiting) {
      const answer: Result<Ride> = await waiting
      const code = stationFaultOf(answer)
      if (code !== null) await rest(code)
      else if (isBusy(answer)) await pause(clock, RETRY_MS)
      // The next passenger's card is waited for before this one has read the screen.
      waiting = parts.isWanted() && !isCancelled(answer) ? next() : null
      await tell(answer)
    }
  }

  async function tell(answer: Result<Ride>): Promise<void> {
    const seq = answer.ok ? answer.value.entry.seq : null
    const repeated = seq === lastSeq
    if (answer.ok) {
      taken += 1
      lastSeq = answer.value.entry.seq
    }
    if (answer.ok && !repeated) {
      // The journal holds it; the queue's disk comes before the passenger sees so.
      await parts.feed.take([answer.value.entry])
      parts.onAccepted()
    }
    const outcome = outcomeOf(answer, { online: parts.isOnline(), repeated, number: ++count })
    if (outcome) parts.onOutcome(outcome)
  }

  async function rest(code: ErrorCode): Promise<void> {
    const disk = code === 'JOURNAL_WRITE_FAILED' || code === 'DISK_LOW'
    setFault(code)
    forgive()
    forgive = clock.after(disk ? DISK_MS : OVER_MS, () => setFault(null))
    await pause(clock, disk ? DISK_MS : RETRY_MS)
  }

  function setFault(code: ErrorCode | null): void {
    if (fault === code) return
    fault = code
    parts.onFault()
  }

  function level(): void {
    if (!parts.isWanted()) {
      if (loop) void bridge.call('station/stop-riding', undefined)
      return
    }
    loop ??= run().finally(() => {
      loop = null
      if (parts.isWanted()) level()
    })
  }

  return {
    level,
    fault: () => fault,
    async stop() {
      if (!loop) return true
      const before = taken
      await bridge.call('station/stop-riding', undefined)
      await loop
      return taken === before
    },
  }
}

const isBusy = (answer: Result<Ride>): boolean =>
  !answer.ok && (answer.error.code === 'TERMINAL_BUSY' || answer.error.code === 'TERMINAL_CLOSED')

const isCancelled = (answer: Result<Ride>): boolean => !answer.ok && answer.error.code === 'SALE_CANCELLED'
