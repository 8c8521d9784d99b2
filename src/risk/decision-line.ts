import { z } from 'zod'
import { unitsSchema } from '../money/units.ts'
import { hexSchema } from '../payment/record.ts'
import { personSchema } from '../staff/person.ts'
import { type Decision, RISK_CHECKS, type RiskFacts, type Simulated } from './decide.ts'
import type { Policy } from './policy.ts'

const count = z.int().nonnegative()
const limits = z.strictObject({
  floor: unitsSchema,
  sum: unitsSchema.nullable(),
  count: count.nullable(),
  consecutive: count.nullable(),
})

const policySchema = z.strictObject({
  limits: z.strictObject({ unknown: limits, 'known-good': limits, certified: limits }),
  windowHours: count,
  knownGoodAfter: count,
  selection: z.strictObject({ share: z.number(), from: unitsSchema, certain: unitsSchema }).nullable(),
  exposure: z.strictObject({ units: unitsSchema, count, hours: count }),
  oldDenyList: z.strictObject({ hours: count, percent: count }),
}) satisfies z.ZodType<Policy>

const SIMULATED = [
  'pays',
  'unheard',
  'PAYER_NO_FUNDS',
  'ACCOUNT_BLOCKED',
  'TOKEN_PAUSED',
  'AUTHORIZATION_EXPIRED',
  'AUTHORIZATION_NOT_YET_VALID',
  'AUTHORIZATION_SPENT',
  'AUTHORIZATION_INVALID',
  'PAYMENT_REVERTED',
] as const satisfies readonly Simulated[]

const factsSchema = z.strictObject({
  at: count,
  card: hexSchema(20),
  units: unitsSchema,
  online: z.strictObject({ balance: unitsSchema }).nullable(),
  simulated: z.enum(SIMULATED).optional(),
  standing: z.union([
    z.strictObject({ kind: z.enum(['unknown', 'known-good']) }),
    z.strictObject({
      kind: z.literal('certified'),
      certificate: z.strictObject({ offlineLimit: unitsSchema, windowLimit: unitsSchema }),
    }),
  ]),
  denied: z.boolean(),
  denyListAge: z.number().nullable(),
  owes: z.boolean(),
  waiting: z.strictObject({ due: unitsSchema, moving: unitsSchema }),
  window: z.strictObject({ sum: unitsSchema, count }),
  consecutiveOffline: count,
  exposure: z.strictObject({ units: unitsSchema, count, since: count.nullable() }),
  draw: z.number(),
  clock: z.enum(['trusted', 'behind']),
  override: z.strictObject({ by: personSchema, reason: z.string() }).optional(),
}) satisfies z.ZodType<RiskFacts>

/** A line of the decision log: the policy that holds from here on, or one decision with all that it depended on. */
const lineSchema = z.union([
  z.strictObject({ policy: policySchema }),
  z.strictObject({ facts: factsSchema, answer: z.enum(['online', 'offline', ...RISK_CHECKS]) }),
])
export type DecisionLine = z.output<typeof lineSchema>
/** What came of a tap: taken online or offline, or the code of the check that failed. */
export type Answer = Extract<DecisionLine, { facts: unknown }>['answer']

export const answerIn = (decision: Decision): Answer =>
  decision.kind === 'decline' ? decision.code : decision.online ? 'online' : 'offline'

/** JSON, amounts as decimal strings, without a line feed. */
export const writeDecisionLine = (line: DecisionLine): string =>
  JSON.stringify(line, (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value))

/** Undefined where it is none, as a line that a power cut has cut in two. */
export function readDecisionLine(text: string): DecisionLine | undefined {
  try {
    return lineSchema.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}
