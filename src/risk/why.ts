import type { Decision, RiskCode, RiskFacts } from './decide.ts'
import { HOUR_MS } from './exposure.ts'
import type { Policy } from './policy.ts'

/** By which limit a payment was declined. A bigint is units of the token, a number counts payments or hours. */
export interface Why {
  /** With this payment. */
  readonly figure: bigint | number
  readonly limit: bigint | number
  /** Whole hours until nothing more is taken offline. */
  readonly hoursLeft: number
}

/** What the terminal has given out offline, and how much it may. */
export interface RiskState {
  readonly count: number
  readonly maxCount: number
  /** In units of the token. */
  readonly units: bigint
  readonly maxUnits: bigint
  /** Whole hours until nothing more is taken offline. */
  readonly hoursLeft: number
  /** Of the operator's deny list, in ms; null where there is none. */
  readonly denyListAge: number | null
}

/** Checks whose figures say something to people: neither a yes or no, nor a lot. */
const MEASURED: ReadonlySet<RiskCode> = new Set([
  'RISK_OFFLINE_TOO_LONG',
  'RISK_EXPOSURE',
  'RISK_FLOOR',
  'RISK_CARD_SUM',
  'RISK_CARD_COUNT',
  'RISK_CONSECUTIVE',
])

/** Undefined where no figure explains the answer. */
export function whyOf(policy: Policy, facts: RiskFacts, { checks }: Decision): Why | undefined {
  const failed = checks.at(-1)
  if (!failed || failed.passes || failed.limit === null || !MEASURED.has(failed.code)) return undefined
  // An hour that has begun is over the limit already.
  const figure = typeof failed.figure === 'number' ? Math.ceil(failed.figure) : failed.figure
  return { figure, limit: failed.limit, hoursLeft: hoursLeft(policy, facts.exposure.since, facts.at) }
}

/** `since`: of the first offline payment that counts, ms since the epoch; null where there is none. */
export function hoursLeft({ exposure: { hours } }: Policy, since: number | null, at: number): number {
  const ms = since === null ? 0 : Math.max(0, at - since)
  return Math.max(0, Math.floor(hours - ms / HOUR_MS))
}
