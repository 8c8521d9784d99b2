import type { CardLimits, Policy } from '#src/risk/policy.ts'
import type { Mix } from './day.ts'

export interface NamedPolicy {
  readonly name: string
  readonly policy: Policy
}

const UNIT = 1_000_000n

/** What an unknown card may pay in a day, in tenths of a token. */
const SUMS: Readonly<Record<Mix, readonly bigint[]>> = {
  transit: [3n, 6n, 9n, 12n, 20n, 40n],
  retail: [50n, 100n, 200n, 400n, 800n, 1600n],
}

/** Limits from low to high; twice as much for a card that paid before, five times for a certified one. */
export const policiesOf = (mix: Mix): NamedPolicy[] => [
  ...SUMS[mix].map((tenths) => ({
    name: `${Number(tenths) / 10}`,
    policy: policyWith((tenths * UNIT) / 10n),
  })),
  { name: 'none', policy: policyWith(null) },
]

function policyWith(sum: bigint | null): Policy {
  const limits = (times: bigint): CardLimits => ({
    floor: sum === null ? 10n ** 12n : sum * times,
    sum: sum === null ? null : sum * times,
    ...{ count: null, consecutive: null },
  })
  return {
    limits: { unknown: limits(1n), 'known-good': limits(2n), certified: limits(5n) },
    ...{ windowHours: 24, knownGoodAfter: 1, selection: null },
    exposure: { units: 10n ** 15n, count: 1_000_000, hours: 72 },
    oldDenyList: { hours: 168, percent: 50 },
  }
}
