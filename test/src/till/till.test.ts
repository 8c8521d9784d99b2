import { describe, expect, it } from 'vitest'
import type { Fact } from '#src/journal/entry.ts'
import { fold } from '#src/payment/fold.ts'
import type { Hex } from '#src/payment/hex.ts'
import type { Payment } from '#src/payment/record.ts'
import { askedOf, emptyTill, foldTill, tillSchema } from '#src/till/till.ts'
import { acceptedPayment, id } from '../../fakes/accepted.ts'

const aigul = { id: 'aigul', name: 'Айгүл' }

/** The till after these facts, one a second from the first on. */
function tillAfter(...facts: Fact[]) {
  const payments = new Map<Hex, Payment>()
  return facts.reduce((till, fact, i) => {
    const changed = fold(fact, (wanted) => payments.get(wanted))
    for (const payment of changed) payments.set(payment.id, payment)
    return foldTill(till, { seq: i + 1, at: 1000 * (i + 1), fact }, changed)
  }, emptyTill)
}

const opened: Fact = { type: 'shift-opened', shift: { number: 1, by: aigul, float: 500_000n } }
const sold = (n: number): Fact => ({ type: 'accepted', payment: acceptedPayment(n) })
const voided = (n: number): Fact => ({ type: 'voided', id: id(n), by: aigul, cancellation: null })
const asked = (number: number, units: bigint): Fact => ({
  type: 'refund-asked',
  ask: { number, returns: id(1), units, by: aigul, reason: '' },
})
const refunded = (n: number, ask?: number): Fact => ({
  type: 'refunded',
  refund: { ...acceptedPayment(n), returns: id(1) },
  by: aigul,
  ...(ask === undefined ? {} : { ask }),
})

describe('a shift', () => {
  it('begins with nothing sold, at the time of its line', () => {
    expect(tillAfter(opened).shift).toMatchObject({ number: 1, openedAt: 1000, float: 500_000n })
    expect(tillAfter(opened).shift?.totals.tokens).toEqual([])
  })

  it('counts what is sold, voided and given back in it', () => {
    const [token] = tillAfter(opened, sold(1), sold(2), voided(2), refunded(3)).shift?.totals.tokens ?? []
    expect(token).toMatchObject({ sales: { count: 2 }, voids: { count: 1 }, refunds: { count: 1 } })
  })

  it('has nothing of what was sold before it', () => {
    expect(tillAfter(sold(1), opened, sold(2)).shift?.totals.firstReceipt).toBe('001-000002')
  })

  it('a line that changes nothing counts nothing: the same sale twice, a void that comes too late', () => {
    const [token] = tillAfter(opened, sold(1), sold(1), voided(1), voided(1)).shift?.totals.tokens ?? []
    expect(token).toMatchObject({ sales: { count: 1 }, voids: { count: 1 } })
  })
})

describe('refunds that wait for the owner', () => {
  it('wait until one is made or denied', () => {
    const both = tillAfter(asked(1, 3n), asked(2, 4n))
    expect([both.asks.length, askedOf(both, id(1)), both.lastAsk]).toEqual([2, 7n, 2])
    expect(tillAfter(asked(1, 3n), asked(2, 4n), refunded(9, 1)).asks.map(({ number }) => number)).toEqual([
      2,
    ])
    const denied: Fact = { type: 'refund-denied', ask: 2, by: aigul }
    expect(tillAfter(asked(1, 3n), asked(2, 4n), denied)).toMatchObject({ asks: [{ number: 1 }], lastAsk: 2 })
  })
})

it('can be written down and read again', () => {
  const till = tillAfter(opened, sold(1), asked(1, 3n))
  const written = JSON.stringify(till, (_, value) => (typeof value === 'bigint' ? value.toString() : value))
  expect(tillSchema.parse(JSON.parse(written))).toEqual(till)
})
