import type { ErrorCode } from '../errors/codes.ts'
import type { Fact, JournalEntry } from '../journal/entry.ts'
import type { Asset } from '../money/asset.ts'
import type { Address } from '../payment/address.ts'
import { fold } from '../payment/fold.ts'
import type { Hex } from '../payment/hex.ts'
import type { Payment } from '../payment/record.ts'
import { isVoid, type PaymentState } from '../payment/states.ts'
import { createRiders, NO_RIDERS } from '../station/riders.ts'
import { createExposure, NO_EXPOSURE } from './exposure.ts'
import type { StandingKind } from './policy.ts'
import { type CardStanding, cardStanding } from './standing.ts'

/** What became of an accepted payment; each has exactly one. What is expired is lost. */
export const FATES = ['settled', 'waiting', 'refused', 'expired', 'voided'] as const
export type Fate = (typeof FATES)[number]

/** Payments and their sum, in units of the asset. */
export interface Sum {
  readonly count: number
  readonly units: bigint
}

/** Payments that were alike when they were accepted, and that the chain refused for the same reason. */
export interface LossGroup {
  /** The local day on which they were accepted, as `dayOf` writes it. */
  readonly day: string
  /** Whom the card was taken for; where the journal does not have it, what it said of the card before. */
  readonly card: StandingKind
  /** Of a certified card its issuer's class, and who that is; else null. */
  readonly tier: number | null
  readonly issuer: Address | null
  /** The money was seen on the chain. */
  readonly online: boolean
  /** Why the chain refused them last, also of those that it paid later; null where it never did. */
  readonly reason: ErrorCode | null
  readonly asset: Asset
}

/** `accepted` is the sum of all fates; `recovered` is the part of `settled` that had been refused. */
export interface LossRow extends LossGroup, Readonly<Record<Fate | 'accepted' | 'recovered', Sum>> {}

export interface LossRules {
  /** The local day of a moment, ms since the epoch. */
  readonly dayOf: (at: number) => string
  /** Paid payments that make a card known good, where the journal does not have what it was. */
  readonly knownGoodAfter: number
}

/** What a journal says of the payments that this terminal took from cards and wallets, line by line. */
export interface Losses {
  take(entry: JournalEntry): void
  /** By day, card, tier, issuer, network and reason. Refunds, payers' own transfers and rescued payments are in none. */
  rows(): LossRow[]
}

export function createLosses({ dayOf, knownGoodAfter }: LossRules): Losses {
  const payments = new Map<Hex, Payment>()
  const groups = new Map<Hex, Omit<LossGroup, 'reason'>>()
  const reasons = new Map<Hex, ErrorCode>()
  const exposure = createExposure(NO_EXPOSURE)
  const riders = createRiders(NO_RIDERS)
  const find = (id: Hex) => payments.get(id)

  function group({ payment, standing }: AcceptedFact): Omit<LossGroup, 'reason'> {
    const { acceptedAt, authorization, online, asset } = payment
    const card = standing ?? standingBefore(authorization.from)
    return { day: dayOf(acceptedAt), ...cardGroup(card), online: online === true, asset }
  }

  const standingBefore = (card: Address): CardStanding =>
    cardStanding(null, exposure.of(card).paid >= knownGoodAfter && riders.debtsOf(card).length === 0)

  return {
    take(entry) {
      const { fact } = entry
      const changed = fold(fact, find)
      // By what was known before it.
      if (fact.type === 'accepted') for (const { id } of changed) groups.set(id, group(fact))
      exposure.take(entry, changed, find)
      riders.take(entry, changed)
      for (const payment of changed) {
        payments.set(payment.id, payment)
        if (fact.type === 'refused' && payment.refusal) reasons.set(payment.id, payment.refusal)
      }
    },
    rows() {
      const rows = new Map<string, LossRow>()
      for (const [id, like] of groups) {
        const payment = payments.get(id)
        if (!payment) continue
        const reason = reasons.get(id) ?? null
        const { chainId, verifyingContract } = payment.domain
        const { day, card, tier, issuer, online } = like
        const token = [chainId, verifyingContract]
        const key = [day, card, tierText(tier), issuer ?? '', online, reason ?? '', ...token].join(' ')
        rows.set(key, withPayment(rows.get(key) ?? emptyRow({ ...like, reason }), payment))
      }
      return [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row)
    },
  }
}

type AcceptedFact = Extract<Fact, { type: 'accepted' }>

const cardGroup = (card: CardStanding): Pick<LossGroup, 'card' | 'tier' | 'issuer'> =>
  card.kind === 'certified'
    ? { card: card.kind, tier: card.tier, issuer: card.issuer }
    : { card: card.kind, tier: null, issuer: null }

/** Of one length, so that rows are sorted by the number. */
const tierText = (tier: number | null): string => tier?.toString().padStart(3, '0') ?? ''

export const NOTHING: Sum = { count: 0, units: 0n }

const emptyRow = (group: LossGroup): LossRow => ({
  ...group,
  ...{ accepted: NOTHING, settled: NOTHING, recovered: NOTHING, waiting: NOTHING },
  ...{ refused: NOTHING, expired: NOTHING, voided: NOTHING },
})

function withPayment(row: LossRow, payment: Payment): LossRow {
  const one = { count: 1, units: payment.authorization.value }
  const fate = fateOf(payment)
  const isRecovered = fate === 'settled' && row.reason !== null
  return {
    ...row,
    accepted: add(row.accepted, one),
    [fate]: add(row[fate], one),
    recovered: isRecovered ? add(row.recovered, one) : row.recovered,
  }
}

export const add = (a: Sum, b: Sum): Sum => ({ count: a.count + b.count, units: a.units + b.units })

/** Of one that the shop took back the money is not the shop's, whoever sends it. */
function fateOf({ state, voided }: Payment): Fate {
  if (voided || isVoid(state)) return 'voided'
  return FATE_OF[state] ?? 'waiting'
}

const FATE_OF: Partial<Record<PaymentState, Fate>> = {
  settled: 'settled',
  refused: 'refused',
  parked: 'refused',
  expired: 'expired',
}
