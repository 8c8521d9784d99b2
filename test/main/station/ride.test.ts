import { verifyTypedData } from 'ethers'
import { describe, expect, it } from 'vitest'
import { selectPaymentCard } from '#drivers/card/select.ts'
import { emulateForeignCard } from '#drivers/emulator/foreign-card.ts'
import { challengeDigest } from '#main/crypto/challenge.ts'
import { createGate, PURPOSE } from '#main/station/ride.ts'
import type { SelectCard } from '#src/device/card.ts'
import type { JournalEntry } from '#src/journal/entry.ts'
import type { AcceptedPayment } from '#src/payment/record.ts'
import { recoverInJavaScript } from '#src/payment/signature.ts'
import { fail, ok } from '#src/result.ts'
import { EIP3009_TYPES } from '../../fakes/payment.ts'
import { must } from '../../fakes/wires.ts'
import { NOW } from '../sale/till.ts'
import { addressOfCard, cardOf, FARES, openGate } from './gate.ts'

const MINUTE = 60_000
/** 14 November 2023, 04:00 UTC. */
const DAY = Date.parse('2023-11-14T04:00:00Z')

function paymentOf({ fact }: JournalEntry): AcceptedPayment {
  if (fact.type !== 'accepted') throw new Error(`a payment, not ${fact.type}`)
  return fact.payment
}

/** Records what cards are asked to sign. */
function noting(asked: Uint8Array[]): SelectCard {
  return async (field) => {
    const card = await selectPaymentCard(field)
    if (!card.ok) return card
    const { sign } = card.value
    return ok({
      ...card.value,
      sign(digest) {
        asked.push(digest)
        return sign(digest)
      },
    })
  }
}

describe('a ride', () => {
  it('is a payment of the fare, signed by the card, in one line with the ride', async () => {
    const { tap, ledger } = await openGate()
    const ride = must(await tap(1))
    expect(ride).toMatchObject({
      ...{ card: addressOfCard(1), reason: 'fare', paid: 1_200_000n, untilCap: 1_800_000n },
      goodUntil: NOW + 60 * MINUTE,
    })
    const payment = paymentOf(ride.entry)
    expect(payment).toMatchObject({
      receipt: '007-000001',
      ride: { reason: 'fare', at: NOW, day: DAY, goodUntil: NOW + 60 * MINUTE },
      order: { total: 1_200_000n, rate: null, lines: [{ name: 'Fare', quantity: 1, unitPrice: 1_200_000n }] },
      authorization: { from: addressOfCard(1), value: 1_200_000n },
    })
    const { domain, authorization, signature } = payment
    expect(verifyTypedData({ ...domain }, EIP3009_TYPES, authorization, signature).toLowerCase()).toBe(
      addressOfCard(1),
    )
    expect(await ledger.journal.since(1, 10)).toEqual([ride.entry])
  })

  it('within the hour is free once: its card signs a challenge, and no payment', async () => {
    const asked: Uint8Array[] = []
    const random = new Uint8Array(32).fill(7)
    const { tap, clock } = await openGate({ selectCard: noting(asked), randomBytes: () => random })
    must(await tap(1))
    await clock.advance(60 * MINUTE - 1)
    const free = must(await tap(1))
    expect(free).toMatchObject({ reason: 'transfer', paid: 0n, goodUntil: NOW + 60 * MINUTE })
    expect(free.entry.fact).toEqual({
      type: 'ridden',
      card: addressOfCard(1),
      ride: { reason: 'transfer', at: NOW + 60 * MINUTE - 1, day: DAY, goodUntil: NOW + 60 * MINUTE },
    })
    expect(asked[1]).toEqual(challengeDigest(PURPOSE, 'apple-1', random))
    await clock.advance(MINUTE)
    expect(must(await tap(1))).toMatchObject({ reason: 'fare', paid: 1_200_000n })
  })

  it('costs nothing above the cap of the day, and the fare again from four o’clock on', async () => {
    const { tap, clock, payments } = await openGate()
    const paid: bigint[] = []
    for (let n = 0; n < 4; n += 1) {
      paid.push(must(await tap(1)).paid)
      await clock.advance(61 * MINUTE)
    }
    expect(paid).toEqual([1_200_000n, 1_200_000n, 600_000n, 0n])
    expect((await payments()).map(({ authorization }) => authorization.value)).toEqual([
      1_200_000n,
      1_200_000n,
      600_000n,
    ])
    await clock.advance(DAY + 24 * 60 * MINUTE - clock.now())
    expect(must(await tap(1))).toMatchObject({ reason: 'fare', paid: 1_200_000n })
  })

  it('is priced in the currency, by the newest rate', async () => {
    const rate = { value: '500', source: 'National Bank', at: NOW }
    const { tap } = await openGate({
      terms: {
        ...FARES,
        currency: { symbol: '₸', decimals: 2 },
        rules: { ...FARES.rules, fare: 12_000n, cap: 30_000n },
      },
      rates: { state: () => ({ rate, age: 'fresh', fault: null }) },
    })
    const ride = must(await tap(1))
    expect(ride).toMatchObject({ paid: 12_000n, untilCap: 18_000n })
    // 120 ₸ at 500 ₸ for one dollar.
    expect(paymentOf(ride.entry)).toMatchObject({ authorization: { value: 240_000n }, order: { rate } })
  })

  it.each([
    ['RATE_UNKNOWN', { rate: null, age: 'unknown' }],
    ['RATE_EXPIRED', { rate: { value: '500', source: 'Bank', at: 1 }, age: 'expired' }],
  ] as const)('is not sold without a rate: %s', async (code, state) => {
    const { tap, payments } = await openGate({ rates: { state: () => ({ ...state, fault: null }) } })
    expect(await tap(1)).toEqual(fail(code))
    expect(await payments()).toEqual([])
  })
})

describe('a card that comes again', () => {
  it('is another ride at once where the configuration says so', async () => {
    const { tap, payments } = await openGate({
      terms: { ...FARES, sameRideMs: 0, rules: { ...FARES.rules, transferMinutes: null } },
    })
    must(await tap(1))
    expect(must(await tap(1))).toMatchObject({ reason: 'fare' })
    expect(await payments()).toHaveLength(2)
  })

  it('within five seconds is the same ride: one receipt, whoever took it away too soon', async () => {
    const { tap, clock, payments } = await openGate()
    const first = must(await tap(1))
    await clock.advance(4999)
    expect(must(await tap(1))).toEqual(first)
    expect(await payments()).toHaveLength(1)
    await clock.advance(1)
    expect(must(await tap(1))).toMatchObject({ reason: 'transfer' })
  })

  it('after a restart is the same ride when the gate may never have opened', async () => {
    const { tap, clock, ...till } = await openGate()
    const first = must(await tap(1))
    const hasLooked = till.looks(2)
    await clock.advance(30_000)
    await hasLooked
    const again = createGate({
      ...till,
      ...{ clock, terms: FARES, token: FARES.currency, rates: null, paper: 'en', terminalId: 'apple-1' },
      denied: { has: () => false },
      isBusy: () => false,
      selectCard: selectPaymentCard,
      randomBytes: () => new Uint8Array(32),
      recover: recoverInJavaScript,
    })
    till.chip.place(cardOf(1))
    expect(must(await again.ride())).toEqual(first)
    expect(await till.payments()).toHaveLength(1)
  })

  it('and left before it had signed pays by the same receipt', async () => {
    const { tap, chip, gate, holdNextSignature } = await openGate()
    const held = holdNextSignature()
    chip.place(cardOf(1))
    const early = gate.ride()
    await held
    chip.remove()
    expect(await early).toMatchObject(fail('CARD_LEFT_EARLY', expect.anything()))
    expect(paymentOf(must(await tap(1)).entry).receipt).toBe('007-000001')
  })

  it('is not charged again while it lies there', async () => {
    const { chip, gate, clock, looks, payments } = await openGate()
    chip.place(cardOf(1))
    must(await gate.ride())
    await clock.advance(2 * 60 * MINUTE)
    const next = gate.ride()
    await looks(3)
    expect(await payments()).toHaveLength(1)
    chip.remove()
    await looks(3)
    chip.place(cardOf(2))
    expect(must(await next).card).toBe(addressOfCard(2))
  })
})

describe('a card that may not ride', () => {
  it('is on the deny list', async () => {
    const { tap, payments } = await openGate({ denied: { has: (card) => card === addressOfCard(1) } })
    expect(await tap(1)).toEqual(fail('CARD_DENIED'))
    must(await tap(2))
    expect(await payments()).toHaveLength(1)
  })

  it('owes an earlier ride, until that is paid', async () => {
    const { tap, clock, ledger } = await openGate()
    const { nonce: id } = paymentOf(must(await tap(1)).entry).authorization
    must(await ledger.record({ type: 'refused', refusals: [{ id, code: 'PAYER_NO_FUNDS' }] }))
    await clock.advance(61 * MINUTE)
    expect(await tap(1)).toEqual(fail('DEBT_OWED', '1.2 USDC'))
    expect(must(await tap(2)).reason).toBe('fare')
    const proof = { txHash: id, blockHash: id, blockNumber: 1, logIndex: 0 }
    must(await ledger.record({ type: 'confirmed', proofs: [{ id, proof }] }))
    expect(must(await tap(1)).reason).toBe('fare')
  })

  it('lies there with another one', async () => {
    const { chip, gate, payments } = await openGate()
    chip.place(cardOf(1))
    chip.add(cardOf(2))
    expect(await gate.ride()).toMatchObject({ ok: false, error: { code: 'CARD_SEVERAL' } })
    expect(await payments()).toEqual([])
  })

  it('is none of ours, and the next one rides', async () => {
    const { chip, gate, tap } = await openGate()
    chip.place(emulateForeignCard())
    expect(await gate.ride()).toMatchObject({ ok: false, error: { code: 'CARD_NOT_SUPPORTED' } })
    chip.remove()
    expect(must(await tap(1)).reason).toBe('fare')
  })

  it('shows an address and has not its key: nothing is free for it', async () => {
    const { tap } = await openGate({
      selectCard: async (field) => {
        const card = await selectPaymentCard(field)
        if (!card.ok) return card
        return ok({ ...card.value, sign: async () => ok({ r: new Uint8Array(32), s: new Uint8Array(32) }) })
      },
    })
    expect(await tap(1)).toMatchObject({ ok: false, error: { code: 'CARD_SIGNATURE_INVALID' } })
  })
})

describe('the wait for a card', () => {
  it('ends when it is told to, and by a newer one', async () => {
    const { gate, tap } = await openGate()
    const waiting = gate.ride()
    const newer = gate.ride()
    expect(await waiting).toMatchObject(fail('SALE_CANCELLED'))
    expect(gate.stop()).toBe(true)
    expect(await newer).toMatchObject(fail('SALE_CANCELLED'))
    expect(must(await tap(1)).reason).toBe('fare')
  })

  it('does not end for a card that signs: its answer comes', async () => {
    const { gate, chip, holdNextSignature } = await openGate()
    const held = holdNextSignature()
    chip.place(cardOf(1))
    const riding = gate.ride()
    await held
    expect(gate.stop()).toBe(false)
    chip.remove()
    expect(await riding).toMatchObject({ ok: false, error: { code: 'CARD_LEFT_EARLY' } })
  })

  it('ends the sale that somebody left, and rests while the reader is somebody else’s', async () => {
    let isBusy = true
    const { gate, desk, tap } = await openGate({ isBusy: () => isBusy })
    const { saleId } = must(desk.open(1_000_000n))
    expect(await gate.ride()).toEqual(fail('TERMINAL_BUSY'))
    isBusy = false
    expect(must(await tap(1)).reason).toBe('fare')
    expect(await desk.awaitCard(saleId)).toEqual(fail('SALE_UNKNOWN'))
  })
})
