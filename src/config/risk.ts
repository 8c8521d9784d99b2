import { z } from 'zod'
import { parseAmount } from '../money/amount.ts'
import type { Asset } from '../money/asset.ts'
import { LONGEST_WINDOW_HOURS } from '../risk/exposure.ts'
import type { CardLimits, Policy } from '../risk/policy.ts'
import { issuersSchema } from './certificates.ts'
import { denyListSchema } from './deny-list.ts'

/** Decimal string of the token. */
const decimal = z.string().regex(/^\d{1,30}(\.\d{1,30})?$/)
const count = z.int().min(1).max(1_000_000)
const share = z.number().min(0).max(1)

/** What one card may pay offline; what is left out has no limit but `money.maxPayment`. */
const limitsSchema = z.strictObject({
  /** Highest single payment. */
  floor: decimal.optional(),
  /** Of all payments within the window. */
  sum: decimal.optional(),
  count: count.optional(),
  /** Payments in a row of which the chain has paid none yet. */
  consecutive: count.optional(),
})

/** How far a card is trusted whose balance cannot be seen. Everything has a default (docs/risk.md). */
export const riskSchema = z.strictObject({
  /**
   * How long the chain may take to tell a card's balance before the offline rules hold; 0: it is not asked.
   * Left out: 400 at a counter, and 150 at a station, where nobody waits for a gate.
   */
  onlineTimeoutMs: z.int().min(0).max(2000).optional(),
  windowHours: z.int().min(1).max(LONGEST_WINDOW_HOURS).default(24),
  unknown: limitsSchema.prefault({}),
  /** A card of which the chain has paid so many payments here, and that owes nothing. */
  knownGood: limitsSchema.extend({ after: count.default(1) }).prefault({}),
  /** A card with a certificate of a configured issuer; its own limits hold as well. */
  certified: limitsSchema.prefault({}),
  /** Who is chosen by lot to pay online only: a share from 0 to 1, rising from one amount to the other. */
  selection: z.strictObject({ share, from: decimal, certain: decimal }).optional(),
  /** What may be out that was taken offline and is not paid yet. */
  exposure: z
    .strictObject({
      /** Left out: a hundred times `money.maxPayment`. */
      total: decimal.optional(),
      count: count.default(10_000),
      hours: z.int().min(1).max(720).default(72),
    })
    .prefault({}),
  /** Whose card certificates count (docs/certificates.md). */
  issuers: issuersSchema,
  /** The operator's signed list of cards that may not pay (docs/deny-list.md). */
  denyList: denyListSchema.optional(),
  /** A deny list that is older lowers `floor` and `sum` to so many percent. */
  oldDenyList: z
    .strictObject({
      hours: z.int().min(1).max(8760).default(168),
      percent: z.int().min(0).max(100).default(50),
    })
    .prefault({}),
  /** How far the clock may be behind what the terminal has seen already. */
  clockToleranceSeconds: z.int().min(10).max(86_400).default(300),
})
export type RiskConfig = z.output<typeof riskSchema>

interface RiskedConfig {
  readonly risk: RiskConfig
  readonly money: { readonly asset: Asset; readonly maxPayment: string }
}

/** That every amount is one of the token's. */
export function checkRisk({ risk, money: { asset } }: RiskedConfig, context: z.RefinementCtx): void {
  const { unknown, knownGood, certified, selection, exposure } = risk
  const amounts: [string[], string | undefined][] = [
    ...Object.entries({ unknown, knownGood, certified }).flatMap(
      ([kind, { floor, sum }]): [string[], string | undefined][] => [
        [[kind, 'floor'], floor],
        [[kind, 'sum'], sum],
      ],
    ),
    [['selection', 'from'], selection?.from],
    [['selection', 'certain'], selection?.certain],
    [['exposure', 'total'], exposure.total],
  ]
  const tell = (path: string[], message: string) =>
    context.addIssue({ code: 'custom', path: ['risk', ...path], message })
  for (const [path, text] of amounts) {
    const amount = text === undefined ? undefined : parseAmount(text, asset)
    if (amount?.ok === false) tell(path, amount.error.detail ?? 'not an amount')
  }
  if (selection && unitsIn(selection.certain, asset) <= unitsIn(selection.from, asset))
    tell(['selection', 'certain'], 'it is above "from"')
}

/** The policy of a configuration that was checked, in units of the token. */
export function policyOf({ risk, money: { asset, maxPayment } }: RiskedConfig): Policy {
  const most = unitsIn(maxPayment, asset)
  const limits = ({ floor, sum, count: n, consecutive }: RiskConfig['unknown']): CardLimits => ({
    floor: floor === undefined ? most : unitsIn(floor, asset),
    sum: sum === undefined ? null : unitsIn(sum, asset),
    count: n ?? null,
    consecutive: consecutive ?? null,
  })
  const { selection, exposure } = risk
  return {
    limits: {
      unknown: limits(risk.unknown),
      'known-good': limits(risk.knownGood),
      certified: limits(risk.certified),
    },
    windowHours: risk.windowHours,
    knownGoodAfter: risk.knownGood.after,
    selection: selection
      ? {
          share: selection.share,
          from: unitsIn(selection.from, asset),
          certain: unitsIn(selection.certain, asset),
        }
      : null,
    exposure: {
      units: exposure.total === undefined ? 100n * most : unitsIn(exposure.total, asset),
      count: exposure.count,
      hours: exposure.hours,
    },
    oldDenyList: risk.oldDenyList,
  }
}

function unitsIn(text: string, asset: Asset): bigint {
  const amount = parseAmount(text, asset)
  return amount.ok ? amount.value.units : 0n
}
