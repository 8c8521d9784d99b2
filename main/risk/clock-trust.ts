import type { ChainHead } from '#src/chain/port.ts'
import type { ClockDetail } from '#src/ipc/maintenance.ts'
import { fail, ok, type Result } from '#src/result.ts'
import { CLOCK_SET } from '#src/risk/exposure.ts'
import type { Person } from '#src/staff/person.ts'
import { type Clock, toUnixSeconds } from '#src/time/clock.ts'
import type { Ledger } from '../ledger/ledger.ts'

/** Whether the terminal's clock can be what it says: it never goes back behind what the terminal has seen. */
export interface ClockTrust {
  state(): ClockDetail['state']
  /** The network tells the time. */
  saw(head: Pick<ChainHead, 'timestamp' | 'nodeTime'>): void
  detail(): ClockDetail
  /**
   * Somebody has looked at the clock and says that it is right: the floor comes down to it, and the journal says by
   * whom. CLOCK_WRONG where the network that was heard since the start says something else.
   */
  correct(by: Person): Promise<Result<undefined>>
}

interface ClockTrustParts {
  readonly ledger: Pick<Ledger, 'record'> & {
    readonly exposure: Pick<Ledger['exposure'], 'clockFloor'>
  }
  readonly clock: Clock
  readonly toleranceMs: number
  readonly log: (message: string) => void
}

/** The journal is told of a later time no sooner than so: its own lines carry one each. */
const NOTED_AHEAD_MS = 3_600_000

/**
 * The floor is the latest time that the journal's lines and the network have shown. The journal keeps it over
 * restarts. It comes down again by the network's word, once the terminal's clock agrees with it: after a clock that
 * was ahead. Where there is no network, a technician's word does.
 */
export function createClockTrust({ ledger, clock, toleranceMs, log }: ClockTrustParts): ClockTrust {
  /** The latest block that was seen, ms since the epoch. */
  let seen = 0
  let drift: ClockDetail['drift'] = null

  const floor = () => Math.max(seen, ledger.exposure.clockFloor())
  const state = () => (floor() - clock.now() > toleranceMs ? 'behind' : 'trusted')

  function set(time: number, by: Person | null) {
    return ledger.record({ type: 'noted', what: CLOCK_SET, by, detail: toUnixSeconds(time).toString() })
  }

  function note(network: number, why: string): void {
    seen = network
    log(`the clock ${why}: the network says ${new Date(network).toISOString()}`)
    void set(network, null)
  }

  return {
    state,
    saw({ timestamp, nodeTime }) {
      const block = timestamp * 1000
      const network = Math.max(block, nodeTime ?? 0)
      const at = clock.now()
      drift = { seconds: (at - network) / 1000, at }
      const agrees = Math.abs(at - network) <= toleranceMs
      // An old block is no time of day: only a node's own clock can say that the floor is too high.
      if (nodeTime !== null && agrees && floor() - network > toleranceMs) note(network, 'was ahead')
      else if (block - ledger.exposure.clockFloor() > NOTED_AHEAD_MS && block - at > toleranceMs)
        note(block, 'is behind')
      else seen = Math.max(seen, block)
    },
    detail: () => ({ state: state(), now: clock.now(), floor: floor(), drift }),
    async correct(by) {
      const now = clock.now()
      if (state() === 'trusted') return ok()
      if (seen - now > toleranceMs)
        return fail('CLOCK_WRONG', `a block of ${new Date(seen).toISOString()} was seen`)
      const noted = await set(now, by)
      if (!noted.ok) return fail('JOURNAL_WRITE_FAILED', noted.error.detail)
      log(`the clock is right, says ${by.id}`)
      return ok()
    },
  }
}
