import { expect, test } from 'vitest'
import type { Fact, JournalEntry } from '#src/journal/entry.ts'
import { fold } from '#src/payment/fold.ts'
import type { Hex } from '#src/payment/hex.ts'
import type { Payment } from '#src/payment/record.ts'
import { cappedUnits, DAY_MS, foldReturns, noReturns, type Returns } from '#src/till/returns.ts'
import { acceptedPayment, id } from '../../fakes/accepted.ts'

const BY = { id: 'dana', name: 'Дана' }
const proof = { txHash: id(100), blockHash: id(101), blockNumber: 7, logIndex: 0 }
const accepted: Fact = { type: 'accepted', payment: acceptedPayment(1) }
const voided: Fact = { type: 'voided', id: id(1), by: BY, cancellation: '0x1234' }
const confirmed: Fact = { type: 'confirmed', proofs: [{ id: id(1), proof }] }

const refunded = (receiptNumber: number, value: bigint, ask?: number): Fact => ({
  type: 'refunded',
  refund: { ...acceptedPayment(receiptNumber, { value }), returns: id(1) },
  by: BY,
  ...(ask !== undefined && { ask }),
})

/** What these facts add up to, each with the hour at which it was written. */
function after(...facts: readonly (readonly [Fact, number])[]): Returns {
  const payments = new Map<Hex, Payment>()
  let returns = noReturns
  for (const [i, [fact, hour]] of facts.entries()) {
    const entry: JournalEntry = { seq: i + 1, at: hour * 3_600_000, fact }
    const changed = fold(fact, (each) => payments.get(each))
    returns = foldReturns(returns, entry, changed)
    for (const payment of changed) payments.set(payment.id, payment)
  }
  return returns
}

const at0 = (...facts: readonly Fact[]) => after(...facts.map((fact) => [fact, 0] as const))
const OPEN = [{ id: id(1), cancellation: '0x1234' }]

test('a void is open until nobody can collect it any more, or somebody has for good', () => {
  expect(at0(accepted, voided).voids).toEqual(OPEN)
  expect(at0(accepted, voided, { type: 'cancelled', ids: [id(1)] }).voids).toEqual([])
  expect(at0(accepted, voided, { type: 'expired', ids: [id(1)] }).voids).toEqual([])
  expect(at0(accepted, voided, confirmed).voids).toEqual(OPEN)
  expect(at0(accepted, voided, confirmed, { type: 'returned', ids: [id(1)] }).voids).toEqual(OPEN)
  expect(at0(accepted, voided, confirmed, { type: 'settled', ids: [id(1)] }).voids).toEqual([])
})

test('a void that changes nothing is none', () => {
  expect(at0(voided).voids).toEqual([])
  expect(at0(accepted, voided, voided).voids).toEqual(OPEN)
})

test('what the caps have allowed counts for a day, and what the owner allowed does not', () => {
  const returns = after(
    [accepted, 0],
    [refunded(2, 5n), 0],
    [refunded(3, 7n), 20],
    [refunded(4, 100n, 1), 20],
  )
  expect(cappedUnits(returns, 23 * 3_600_000)).toBe(12n)
  expect(cappedUnits(returns, DAY_MS)).toBe(7n)
  expect(cappedUnits(returns, 3 * DAY_MS)).toBe(0n)
  // What is older is not kept.
  expect(after([refunded(2, 5n), 0], [refunded(3, 7n), 48]).capped).toEqual([
    { at: 48 * 3_600_000, units: 7n },
  ])
})

test('the same refund counts once', () => {
  expect(cappedUnits(at0(accepted, refunded(2, 5n), refunded(2, 5n)), 0)).toBe(5n)
})
