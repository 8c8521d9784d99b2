import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Fact } from '#src/journal/entry.ts'
import { fold } from '#src/payment/fold.ts'
import type { Hex } from '#src/payment/hex.ts'
import type { AcceptedPayment, Payment } from '#src/payment/record.ts'
import { type FareRules, fareOf } from '#src/station/fare.ts'
import type { RideFact } from '#src/station/ride.ts'
import { createRiders, NO_RIDERS, type Riders, ridersSchema } from '#src/station/riders.ts'
import { acceptedPayment, account, id } from '../../fakes/accepted.ts'

const HOUR = 3_600_000
const DAY = Date.parse('2026-11-27T04:00:00+05:00')
const CARD = account(1)
const TENGE = { symbol: '₸', decimals: 2 }
const PERSON = { id: 'dina', name: 'Dina' }

/** Facts one after the other, as the ledger folds them. */
function journalOf(start = NO_RIDERS) {
  const riders = createRiders(start)
  const payments = new Map<Hex, Payment>()
  let seq = 0
  return {
    riders,
    write(fact: Fact, at = DAY): void {
      seq += 1
      const changed = fold(fact, (key) => payments.get(key))
      for (const payment of changed) payments.set(payment.id, payment)
      riders.take({ seq, at, fact }, changed)
    },
  }
}

const rideAt = (at: number, reason: RideFact['reason'] = 'fare'): RideFact => {
  const day = DAY + Math.floor((at - DAY) / (24 * HOUR)) * 24 * HOUR
  return { reason, at, day, goodUntil: null }
}

function paidRide(n: number, ride: RideFact, { card = CARD, price = 120n } = {}): Fact {
  const payment: AcceptedPayment = {
    ...acceptedPayment(n, { from: card }),
    order: {
      currency: TENGE,
      lines: [{ name: 'Fare', quantity: 1, unitPrice: price }],
      ...{ discount: 0n, tip: 0n, total: price, rate: null },
    },
    ride,
  }
  return { type: 'accepted', payment }
}

const soldPass = (n: number, from: number, until: number): Fact => ({
  type: 'accepted',
  payment: {
    ...acceptedPayment(n, { from: CARD }),
    ticket: { product: 'week', kind: 'period-pass', from, until },
  },
})

describe('what a card did', () => {
  it('is nothing before its first ride', () => {
    const { riders } = journalOf()
    expect(riders.of(CARD)).toEqual({ day: 0, paid: 0n, transferFrom: null, passes: [], last: null })
    expect(riders.debtsOf(CARD)).toEqual([])
  })

  it('is what it paid in its day, in the currency of the prices', () => {
    const { riders, write } = journalOf()
    write(paidRide(1, rideAt(DAY)))
    write(paidRide(2, rideAt(DAY + HOUR), { price: 60n }))
    write(paidRide(3, rideAt(DAY), { card: account(9) }))
    expect(riders.of(CARD)).toEqual({
      ...{ day: DAY, paid: 180n, transferFrom: DAY + HOUR, passes: [] },
      last: { at: DAY + HOUR, seq: 2 },
    })
    write(paidRide(4, rideAt(DAY + 24 * HOUR)))
    expect(riders.of(CARD)).toMatchObject({ day: DAY + 24 * HOUR, paid: 120n })
  })

  it('counts nothing for a line that changes nothing', () => {
    const { riders, write } = journalOf()
    write(paidRide(1, rideAt(DAY)))
    write(paidRide(1, rideAt(DAY)))
    expect(riders.of(CARD).paid).toBe(120n)
  })

  it('is a transfer once for each ride that was none, and a pass leaves it as it is', () => {
    const { riders, write } = journalOf()
    const free = (at: number, reason: RideFact['reason']) =>
      write({ type: 'ridden', card: CARD, ride: rideAt(at, reason) })
    write(paidRide(1, rideAt(DAY)))
    free(DAY + 1, 'pass')
    expect(riders.of(CARD).transferFrom).toBe(DAY)
    free(DAY + 2, 'transfer')
    expect(riders.of(CARD).transferFrom).toBeNull()
    free(DAY + 3, 'capped')
    expect(riders.of(CARD)).toMatchObject({
      transferFrom: DAY + 3,
      paid: 120n,
      last: { at: DAY + 3, seq: 4 },
    })
  })

  it('is not undone by an older ride that the page gives back after damage', () => {
    const { riders, write } = journalOf()
    write(paidRide(2, rideAt(DAY + HOUR)))
    write(paidRide(1, rideAt(DAY)))
    expect(riders.of(CARD)).toMatchObject({ paid: 240n, transferFrom: DAY + HOUR, last: { at: DAY + HOUR } })
    write(paidRide(3, rideAt(DAY - 24 * HOUR)))
    expect(riders.of(CARD)).toMatchObject({ day: DAY, paid: 240n })
  })
})

describe('passes', () => {
  it('are the card’s that paid, until they are taken back or paid back', () => {
    const { riders, write } = journalOf()
    write(soldPass(1, DAY, DAY + HOUR))
    write(soldPass(2, DAY + HOUR, DAY + 2 * HOUR))
    expect(riders.of(CARD).passes.map((pass) => pass.id)).toEqual([id(1), id(2)])
    write({ type: 'voided', id: id(1), by: PERSON, cancellation: null })
    expect(riders.of(CARD).passes.map((pass) => pass.id)).toEqual([id(2)])
    const refund = { ...acceptedPayment(3, { to: CARD }), returns: id(2) }
    write({ type: 'refunded', refund, by: PERSON })
    expect(riders.of(CARD).passes).toEqual([])
  })

  it('lose exactly what a top-up added when that is taken back or paid back', () => {
    const { riders, write } = journalOf()
    const topUp = (n: number, from: number, until: number): Fact => ({
      type: 'accepted',
      payment: {
        ...acceptedPayment(n, { from: CARD }),
        ticket: { product: 'week', kind: 'pass-top-up', from, until, prolongs: true },
      },
    })
    const untilOf = () => fareOf(RULES, riders.of(CARD), DAY).goodUntil
    write(soldPass(1, DAY, DAY + 24 * HOUR))
    write(topUp(2, DAY + 24 * HOUR, DAY + 72 * HOUR))
    write(topUp(3, DAY + 72 * HOUR, DAY + 96 * HOUR))
    expect(untilOf()).toBe(DAY + 96 * HOUR)
    write({ type: 'voided', id: id(3), by: PERSON, cancellation: null })
    expect(untilOf()).toBe(DAY + 72 * HOUR)
    const refund = { ...acceptedPayment(4, { to: CARD }), returns: id(2) }
    write({ type: 'refunded', refund, by: PERSON })
    expect(untilOf()).toBe(DAY + 24 * HOUR)
    expect(riders.of(CARD).passes).toEqual([{ id: id(1), from: DAY, until: DAY + 24 * HOUR }])
  })

  it('are no passes when they are tickets on paper', () => {
    const { riders, write } = journalOf()
    const ticket = { product: 'single', kind: 'single', from: DAY, until: DAY + HOUR } as const
    write({ type: 'accepted', payment: { ...acceptedPayment(1, { from: CARD }), ticket } })
    expect(riders.of(CARD).passes).toEqual([])
  })
})

describe('debts', () => {
  it('are what the chain would not pay, until it is tried again, paid or taken back', () => {
    const { riders, write } = journalOf()
    write(paidRide(1, rideAt(DAY)))
    write(paidRide(2, rideAt(DAY)))
    expect(riders.debtsOf(CARD)).toEqual([])
    write({ type: 'refused', refusals: [{ id: id(1), code: 'PAYER_NO_FUNDS' }] })
    write({ type: 'refused', refusals: [{ id: id(2), code: 'AUTHORIZATION_SPENT' }] })
    expect(riders.debtsOf(CARD)).toEqual([id(1), id(2)])
    const proof = { txHash: id(7), blockHash: id(8), blockNumber: 9, logIndex: 0 }
    write({ type: 'confirmed', proofs: [{ id: id(1), proof }] })
    expect(riders.debtsOf(CARD)).toEqual([id(2)])
    write({ type: 'voided', id: id(2), by: PERSON, cancellation: null })
    expect(riders.debtsOf(CARD)).toEqual([])
  })
})

describe('memory', () => {
  it('holds the cards of a day and those with passes, and no others', () => {
    const { riders, write } = journalOf()
    for (let n = 1; n <= 50; n += 1) write(paidRide(n, rideAt(DAY), { card: account(n) }))
    write(soldPass(60, DAY, DAY + 200 * HOUR))
    expect(riders.snapshot().riders).toHaveLength(50)
    write(paidRide(61, rideAt(DAY + 72 * HOUR), { card: account(99) }))
    expect(riders.snapshot().riders.map(([card]) => card)).toEqual([CARD, account(99)])
  })

  it('is the same after a restart, through JSON', () => {
    const { riders, write } = journalOf()
    write(paidRide(1, rideAt(DAY)))
    write(soldPass(2, DAY, DAY + HOUR))
    write({ type: 'refused', refusals: [{ id: id(2), code: 'PAYER_NO_FUNDS' }] })
    const text = JSON.stringify(riders.snapshot(), (_key, value) =>
      typeof value === 'bigint' ? value.toString() : value,
    )
    const again = createRiders(ridersSchema.parse(JSON.parse(text)))
    expect(again.of(CARD)).toEqual(riders.of(CARD))
    expect(again.debtsOf(CARD)).toEqual([id(2)])
    expect(again.snapshot()).toEqual(riders.snapshot())
  })
})

const RULES: FareRules = {
  ...{ fare: 120n, cap: 300n, transferMinutes: 30 },
  day: { startMinutes: 240, utcOffset: () => 300 },
}

/** One tap as main makes it: the fare of what is known, then the fact. */
function tap(
  { riders, write }: { riders: Riders; write: (fact: Fact) => void },
  n: number,
  at: number,
): bigint {
  const { reason, amount, day, goodUntil } = fareOf(RULES, riders.of(CARD), at)
  const ride: RideFact = { reason, at, day, goodUntil }
  write(amount === 0n ? { type: 'ridden', card: CARD, ride } : paidRide(n, ride, { price: amount }))
  return amount
}

it('nobody pays more than the cap in a service day, however they tap, restarts included', () => {
  const moments = fc.array(fc.integer({ min: 0, max: 72 * 60 }), { minLength: 1, maxLength: 60 })
  fc.assert(
    fc.property(moments, fc.nat(60), (minutes, restartAt) => {
      const paid = new Map<number, bigint>()
      let journal = journalOf()
      for (const [i, minute] of [...minutes].sort((a, b) => a - b).entries()) {
        if (i === restartAt) journal = journalOf(journal.riders.snapshot())
        const at = DAY + minute * 60_000
        const day = Math.floor(minute / (24 * 60))
        const amount = tap(journal, i + 1, at)
        paid.set(day, (paid.get(day) ?? 0n) + amount)
      }
      for (const sum of paid.values()) expect(sum <= 300n).toBe(true)
    }),
  )
})
