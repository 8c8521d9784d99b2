import type { ChainHead } from '#src/chain/port.ts'
import { CLOCK_SET } from '#src/risk/exposure.ts'
import { type Clock, toUnixSeconds } from '#src/time/clock.ts'
import type { Ledger } from '../ledger/ledger.ts'

/** Whether the terminal's clock can be what it says: it never goes back behind what the terminal has seen. */
export interface ClockTrust {
  state(): 'trusted' | 'behind'
  /** The network tells the time. */
  saw(head: Pick<ChainHead, 'timestamp' | 'nodeTime'>): void
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
 * restarts. It comes down again by the network's word alone, once the terminal's clock agrees with it: after a
 * clock that was ahead.
 */
export function createClockTrust({ ledger, clock, toleranceMs, log }: ClockTrustParts): ClockTrust {
  /** The latest block that was seen, ms since the epoch. */
  let seen = 0

  function note(network: number, why: string): void {
    seen = network
    const detail = toUnixSeconds(network).toString()
    log(`the clock ${why}: the network says ${new Date(network).toISOString()}`)
    void ledger.record({ type: 'noted', what: CLOCK_SET, by: null, detail })
  }

  return {
    state: () =>
      Math.max(seen, ledger.exposure.clockFloor()) - clock.now() > toleranceMs ? 'behind' : 'trusted',
    saw({ timestamp, nodeTime }) {
      const block = timestamp * 1000
      const network = Math.max(block, nodeTime ?? 0)
      const floor = Math.max(seen, ledger.exposure.clockFloor())
      const agrees = Math.abs(clock.now() - network) <= toleranceMs
      // An old block is no time of day: only a node's own clock can say that the floor is too high.
      if (nodeTime !== null && agrees && floor - network > toleranceMs) note(network, 'was ahead')
      else if (block - ledger.exposure.clockFloor() > NOTED_AHEAD_MS && block - clock.now() > toleranceMs)
        note(block, 'is behind')
      else seen = Math.max(seen, block)
    },
  }
}
