import fc from 'fast-check'
import type { Fact } from '#src/journal/entry.ts'
import type { Hex } from '#src/payment/hex.ts'
import type { Payment } from '#src/payment/record.ts'
import type { CardStanding } from '#src/risk/standing.ts'
import { acceptedPayment, account, id, receivedFact } from '../../fakes/accepted.ts'

const HOW_MANY = 5
/** Receipts of refunds are behind these. */
const REFUNDS = 3 * HOW_MANY
const number = fc.integer({ min: 1, max: HOW_MANY })
/** Receipts of another terminal: some have numbers that are ours too. */
const rescuedNumber = fc.integer({ min: HOW_MANY, max: HOW_MANY + 2 })
/** Those behind are payers' own transfers. */
const ids = fc.uniqueArray(fc.integer({ min: 1, max: 2 * HOW_MANY + 2 }).map(id), {
  minLength: 1,
  maxLength: HOW_MANY,
})
const proof = { txHash: id(100), blockHash: id(101), blockNumber: 7, logIndex: 0 }

const anyStanding = fc.oneof(
  fc.constantFrom('unknown', 'known-good').map((kind): CardStanding => ({ kind })),
  fc
    .record({ tier: fc.integer({ min: 0, max: 255 }), serial: fc.integer({ min: 0, max: 2 ** 32 - 1 }) })
    .map((rest): CardStanding => ({ kind: 'certified', issuer: account(0x155), ...rest })),
)

/** Any fact about a handful of payments, legal or not where they stand. */
export const anyFact: fc.Arbitrary<Fact> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .tuple(number, fc.option(anyStanding, { nil: undefined }))
      .map(
        ([n, standing]): Fact => ({ type: 'accepted', payment: paymentOf(n), ...(standing && { standing }) }),
      ),
  },
  { weight: 2, arbitrary: number.map((n) => receivedFact(HOW_MANY + 2 + n, { value: 10n ** BigInt(n) })) },
  { weight: 3, arbitrary: ids.map((payments): Fact => ({ type: 'submitted', batch: batchOf(payments) })) },
  ids.map((all): Fact => ({ type: 'confirmed', proofs: all.map((each) => ({ id: each, proof })) })),
  fc
    .tuple(fc.constantFrom('settled', 'reorganised', 'returned', 'expired', 'reopened', 'cancelled'), ids)
    .map(([type, all]): Fact => ({ type, ids: all })),
  fc
    .tuple(fc.constantFrom('PAYER_NO_FUNDS', 'ACCOUNT_BLOCKED'), ids)
    .map(([code, all]): Fact => ({ type: 'refused', refusals: all.map((each) => ({ id: each, code })) })),
  ids.map(([first = id(1)]): Fact => ({ type: 'voided', id: first, by: SUPERVISOR, cancellation: null })),
  number.map((n): Fact => ({ type: 'refunded', refund: refundOf(n), by: SUPERVISOR })),
  rescuedNumber.map((n): Fact => ({ type: 'rescued', payment: paymentOf(n), terminalId: 'till-9' })),
  fc
    .integer({ min: 1, max: 2 * HOW_MANY })
    .map((lastReceiptNumber): Fact => ({ type: 'resumed', lastReceiptNumber })),
  fc.constant<Fact>({ type: 'opened', ledgerId: id(1), epoch: id(2) }),
)

const SUPERVISOR = { id: 'dana', name: 'Дана' }

/** Of half of what was paid; behind all payments. */
const refundOf = (n: number) => ({
  ...acceptedPayment(REFUNDS + n, { from: account(0x5ef), to: account(n), value: 10n ** BigInt(n) / 2n }),
  returns: id(n),
})

const paymentOf = (n: number) => acceptedPayment(n, { value: 10n ** BigInt(n) })

const batchOf = (payments: Hex[]) => ({
  hash: id(100),
  raw: '0x' as const,
  account: account(1),
  accountNonce: 0,
  payments,
  signedAtBlock: 1,
})

/** Payments by id, as a ledger or a queue holds them. */
export type Payments = ReadonlyMap<Hex, Payment>

export const withChanges = (payments: Payments, changed: readonly Payment[]): Payments =>
  new Map([...payments, ...changed.map((payment) => [payment.id, payment] as const)])
