import type { CardLimits, Policy, Selection } from '#src/risk/policy.ts'
import type { Mix } from './day.ts'

export interface NamedPolicy {
  readonly name: string
  readonly policy: Policy
  readonly list: 'list' | 'no list'
}

/** One curve of the plot: the same limits from low to high, with one rule more. */
export interface Rules {
  readonly name: string
  readonly policies: readonly NamedPolicy[]
}

export interface RuleOptions {
  readonly mix: Mix
  /** Payments of an unknown card in a day; twice as many of one that paid before, five times of a certified one. */
  readonly count: number
  /** Share of usual payments that the lot sends away, from 0 to 1. */
  readonly lot: number
}

const UNIT = 1_000_000n

/** What an unknown card may pay in a day, in tenths of a token. */
const SUMS: Readonly<Record<Mix, readonly bigint[]>> = {
  transit: [3n, 6n, 9n, 12n, 20n, 40n],
  retail: [50n, 100n, 200n, 400n, 800n, 1600n],
}

/** The lot, in tokens: its share up to the first, everybody from the second on. */
const LOT: Readonly<Record<Mix, readonly [bigint, bigint]>> = { transit: [1n, 10n], retail: [10n, 100n] }

/** Sums alone, with each other rule, and with all of them. */
export function rulesOf({ mix, count, lot }: RuleOptions): Rules[] {
  const [from, certain] = LOT[mix]
  const selection: Selection = { share: lot, from: from * UNIT, certain: certain * UNIT }
  const curve = (name: string, more: More, list: NamedPolicy['list'] = 'no list'): Rules => ({
    name,
    policies: [...SUMS[mix], null].map((tenths) => ({
      name: tenths === null ? 'none' : `${Number(tenths) / 10}`,
      policy: policyWith(tenths === null ? null : (tenths * UNIT) / 10n, more),
      list,
    })),
  })
  return [
    curve('sums', {}),
    curve('sums, counts', { count }),
    curve('sums, the lot', { selection }),
    curve('sums, deny list', {}, 'list'),
    curve('all of them', { count, selection }, 'list'),
  ]
}

interface More {
  readonly count?: number
  readonly selection?: Selection
}

/** Limits of an unknown card; twice as much for one that paid before, five times for a certified one. */
function policyWith(sum: bigint | null, { count, selection }: More): Policy {
  const limits = (times: number): CardLimits => ({
    floor: sum === null ? 10n ** 12n : sum * BigInt(times),
    sum: sum === null ? null : sum * BigInt(times),
    count: count === undefined ? null : count * times,
    consecutive: null,
  })
  return {
    limits: { unknown: limits(1), 'known-good': limits(2), certified: limits(5) },
    ...{ windowHours: 24, knownGoodAfter: 1, selection: selection ?? null },
    exposure: { units: 10n ** 15n, count: 1_000_000, hours: 72 },
    oldDenyList: { hours: 168, percent: 50 },
  }
}
