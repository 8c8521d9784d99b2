import type { Verdict } from '../chain/port.ts'
import type { ErrorCode } from '../errors/codes.ts'
import type { Address } from '../payment/address.ts'
import type { Person } from '../staff/person.ts'
import { HOUR_MS } from './exposure.ts'
import type { CardLimits, Policy, Selection } from './policy.ts'

/** The checks in their fixed order; the first that fails is the answer. */
export const RISK_CHECKS = [
  'CARD_DENIED',
  'DEBT_OWED',
  'CARD_NO_FUNDS',
  'TOKEN_PAUSED',
  'ACCOUNT_BLOCKED',
  'AUTHORIZATION_EXPIRED',
  'AUTHORIZATION_NOT_YET_VALID',
  'AUTHORIZATION_SPENT',
  'AUTHORIZATION_INVALID',
  'PAYMENT_REVERTED',
  'CLOCK_BEHIND',
  'RISK_OFFLINE_TOO_LONG',
  'RISK_EXPOSURE',
  'RISK_FLOOR',
  'RISK_CARD_SUM',
  'RISK_CARD_COUNT',
  'RISK_CONSECUTIVE',
  'RISK_SELECTED_ONLINE',
] as const satisfies readonly ErrorCode[]
export type RiskCode = (typeof RISK_CHECKS)[number]

/** What a manager who knows the customer may set aside; what guards the terminal itself stays. */
const MAY_BE_LIFTED: ReadonlySet<RiskCode> = new Set([
  'DEBT_OWED',
  'RISK_FLOOR',
  'RISK_CARD_SUM',
  'RISK_CARD_COUNT',
  'RISK_CONSECUTIVE',
  'RISK_SELECTED_ONLINE',
])

export const mayBeLifted = (code: ErrorCode): boolean =>
  RISK_CHECKS.some((check) => check === code && MAY_BE_LIFTED.has(check))

/** What a card is, and of a certified one what its issuer allows at most, in units. */
export type Standing =
  | { readonly kind: 'unknown' | 'known-good' }
  | {
      readonly kind: 'certified'
      readonly certificate: { readonly offlineLimit: bigint; readonly windowLimit: bigint }
    }

/** What the chain would do with a payment if it were sent now; `unheard`: it did not say in time. */
export type Simulated = 'pays' | 'unheard' | Verdict

/** Everything that a decision depends on besides the policy. */
export interface RiskFacts {
  /** ms since the epoch, by the terminal's clock. */
  readonly at: number
  readonly card: Address
  /** What is to be paid, in units. */
  readonly units: bigint
  /** The card's balance by the chain's own word, where it came in time. */
  readonly online: { readonly balance: bigint } | null
  /** Left out where nothing but the balance was asked. */
  readonly simulated?: Simulated | undefined
  readonly standing: Standing
  readonly denied: boolean
  /** In ms; null where there is no list. */
  readonly denyListAge: number | null
  /** The chain found no money for an earlier payment of this card. */
  readonly owes: boolean
  /** What this card owes the shop: not sent yet, and on its way, which its balance may lack already. */
  readonly waiting: { readonly due: bigint; readonly moving: bigint }
  /** What the card has paid offline within the window. */
  readonly window: { readonly sum: bigint; readonly count: number }
  readonly consecutiveOffline: number
  /** What the terminal has given out offline; `since` in ms, null when nothing is. */
  readonly exposure: { readonly units: bigint; readonly count: number; readonly since: number | null }
  /** The lot, from 0 to below 1; the same however often a card is tapped for one payment. */
  readonly draw: number
  readonly clock: 'trusted' | 'behind'
  readonly override?: { readonly by: Person; readonly reason: string } | undefined
}

/** One check with its figure: a bigint is units of the token, a number counts payments, hours or a share. */
export interface Check {
  readonly code: RiskCode
  readonly figure: bigint | number
  readonly limit: bigint | number | null
  readonly passes: boolean
}

export type Decision =
  /** `online`: the chain was seen to have the money. `lifted`: what the manager has set aside. */
  | {
      readonly kind: 'accept'
      readonly online: boolean
      readonly checks: readonly Check[]
      readonly lifted: readonly RiskCode[]
    }
  | { readonly kind: 'decline'; readonly code: RiskCode; readonly checks: readonly Check[] }

/** Whether a card may pay now. Pure: the same policy and facts have the same answer, today and in ten years. */
export function decide(policy: Policy, facts: RiskFacts): Decision {
  const checks: Check[] = []
  const lifted: RiskCode[] = []
  for (const check of checksOf(policy, facts)) {
    checks.push(check)
    if (check.passes) continue
    if (!facts.override || !MAY_BE_LIFTED.has(check.code))
      return { kind: 'decline', code: check.code, checks }
    lifted.push(check.code)
  }
  return { kind: 'accept', online: isCovered(facts), checks, lifted }
}

function checksOf(policy: Policy, facts: RiskFacts): Check[] {
  const { units, denied, owes, window, exposure, consecutiveOffline, clock } = facts
  const first = [
    { code: 'CARD_DENIED', figure: Number(denied), limit: 0, passes: !denied } as const,
    { code: 'DEBT_OWED', figure: Number(owes), limit: 0, passes: !owes } as const,
    ...fundsChecks(facts),
    ...simulationChecks(facts),
  ]
  if (isCovered(facts)) return first
  const { floor, sum, count, consecutive } = limitsOf(policy, facts)
  const most = policy.exposure
  return [
    ...first,
    { code: 'CLOCK_BEHIND', figure: Number(clock === 'behind'), limit: 0, passes: clock === 'trusted' },
    offlineCheck(policy, facts),
    atMost('RISK_EXPOSURE', exposure.count + 1, most.count),
    atMost('RISK_EXPOSURE', exposure.units + units, most.units),
    atMost('RISK_FLOOR', units, floor),
    atMost('RISK_CARD_SUM', window.sum + units, sum),
    atMost('RISK_CARD_COUNT', window.count + 1, count),
    atMost('RISK_CONSECUTIVE', consecutiveOffline + 1, consecutive),
    ...selectionChecks(policy.selection, facts),
  ]
}

const atMost = (code: RiskCode, figure: bigint | number, limit: bigint | number | null): Check => ({
  code,
  figure,
  limit,
  passes: limit === null || figure <= limit,
})

/** Enough, whatever of it is on its way already, and the chain would take it. */
const isCovered = ({ online, simulated, waiting, units }: RiskFacts): boolean =>
  online !== null && simulated !== 'unheard' && online.balance >= units + waiting.due + waiting.moving

/**
 * Only what is certain counts: what is on its way may have left the balance or not, and where that would
 * decide it, nobody knows and the rules for offline payments hold.
 */
function fundsChecks({ online, waiting, units }: RiskFacts): Check[] {
  if (!online) return []
  const needed = units + waiting.due
  return [{ code: 'CARD_NO_FUNDS', figure: needed, limit: online.balance, passes: needed <= online.balance }]
}

/** A payment that the chain would turn down is not taken, whatever its payer has. */
function simulationChecks({ simulated = 'unheard' }: RiskFacts): Check[] {
  if (simulated === 'pays' || simulated === 'unheard') return []
  const code = simulated === 'PAYER_NO_FUNDS' ? 'CARD_NO_FUNDS' : simulated
  return [{ code, figure: 1, limit: 0, passes: false }]
}

function offlineCheck({ exposure: { hours } }: Policy, { at, exposure: { since } }: RiskFacts): Check {
  const ms = since === null ? 0 : Math.max(0, at - since)
  return {
    code: 'RISK_OFFLINE_TOO_LONG',
    figure: ms / HOUR_MS,
    limit: hours,
    passes: ms <= hours * HOUR_MS,
  }
}

function selectionChecks(selection: Selection | null, { units, draw }: RiskFacts): Check[] {
  if (!selection) return []
  const share = chosenShare(selection, units)
  // Who draws below the share is chosen.
  return [{ code: 'RISK_SELECTED_ONLINE', figure: draw, limit: share, passes: draw >= share }]
}

const PARTS = 1_000_000n

/** Which share of payments of this amount is chosen, from 0 to 1. */
export function chosenShare({ share, from, certain }: Selection, units: bigint): number {
  if (units >= certain) return 1
  if (units <= from) return share
  const way = Number(((units - from) * PARTS) / (certain - from)) / Number(PARTS)
  return share + (1 - share) * way
}

/** The limits of this card: of its standing, no higher than its issuer allows, and lower by an old deny list. */
export function limitsOf(policy: Policy, { standing, denyListAge }: RiskFacts): CardLimits {
  const site = policy.limits[standing.kind]
  const { floor, sum } = standing.kind === 'certified' ? issuedLimits(site, standing.certificate) : site
  const { hours, percent } = policy.oldDenyList
  const isOld = denyListAge !== null && denyListAge > hours * HOUR_MS
  const lowered = (units: bigint) => (isOld ? (units * BigInt(percent)) / 100n : units)
  return { ...site, floor: lowered(floor), sum: sum === null ? null : lowered(sum) }
}

const issuedLimits = (
  { floor, sum }: CardLimits,
  { offlineLimit, windowLimit }: { readonly offlineLimit: bigint; readonly windowLimit: bigint },
) => ({ floor: least(floor, offlineLimit), sum: sum === null ? windowLimit : least(sum, windowLimit) })

const least = (a: bigint, b: bigint): bigint => (a < b ? a : b)
