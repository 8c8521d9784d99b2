import { NOBODY_ASKED } from '#main/risk/inquiry.ts'
import type { Trust } from '#main/risk/trust.ts'
import type { Debts } from '#main/sale/debts.ts'
import { ok } from '#src/result.ts'

/** Trusts every card, and asks nobody. */
export const trusting: Trust = {
  ask: () => NOBODY_ASKED,
  decide: async () =>
    ok({ standing: { kind: 'unknown' }, confirm: async () => ok(false), done: () => undefined }),
  state: () => ({ count: 0, maxCount: 100, units: 0n, maxUnits: 1000n, hoursLeft: 72, denyListAge: null }),
}

/** Nobody owes anything. */
export const owedNothing: Debts = { settle: async () => ok() }
