import type { Trust } from '#main/risk/trust.ts'
import { ok } from '#src/result.ts'

/** Trusts every card, and asks nobody. */
export const trusting: Trust = {
  balanceOf: async () => null,
  decide: async () => ok({ online: false, standing: { kind: 'unknown' }, done: () => undefined }),
  state: () => ({ count: 0, maxCount: 100, units: 0n, maxUnits: 1000n, hoursLeft: 72, denyListAge: null }),
}
