import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Fact } from '#src/journal/entry.ts'
import { fold } from '#src/payment/fold.ts'
import { type Payment, paymentSchema } from '#src/payment/record.ts'
import type { PaymentState } from '#src/payment/states.ts'
import { acceptedPayment, account, id, receivedFact, standing as standingAs } from '../../fakes/accepted.ts'
import { anyFact, type Payments, withChanges } from './facts.ts'

const accepted: Fact = { type: 'accepted', payment: acceptedPayment(1) }
const batch = {
  hash: id(9),
  raw: '0x02',
  account: account(1),
  accountNonce: 3,
  payments: [id(1), id(2)],
  signedAtBlock: 5,
} as const
const proof = { txHash: id(9), blockHash: id(8), blockNumber: 6, logIndex: 2 }

const standing = (state: PaymentState, change: Partial<Payment> = {}) => standingAs(1, { state, ...change })

const foldOn = (payment: Payment | undefined, fact: Fact) =>
  fold(fact, (wanted) => (payment?.id === wanted ? payment : undefined))

const voided: Fact = { type: 'voided', id: id(1), by: { id: 'dana', name: 'Дана' }, cancellation: null }

describe('a fact', () => {
  it('accepted makes a payment, once', () => {
    expect(foldOn(undefined, accepted)).toEqual([standing('accepted')])
    expect(foldOn(standing('accepted'), accepted)).toEqual([])
    expect(foldOn(standing('settled'), accepted)).toEqual([])
  })

  it('rescued makes a payment that names its terminal, and never changes one that is here', () => {
    const rescued: Fact = { type: 'rescued', payment: acceptedPayment(1), terminalId: 'till-9' }
    expect(foldOn(undefined, rescued)).toEqual([standing('accepted', { rescuedFrom: 'till-9' })])
    expect(foldOn(standing('settled'), rescued)).toEqual([])
    // And the other way round: it stays the other terminal's.
    expect(foldOn(standing('accepted', { rescuedFrom: 'till-9' }), accepted)).toEqual([])
  })

  it.each<[string, Payment, Fact, Payment]>([
    [
      'submitted names the batch and forgets a refusal',
      standing('refused', { refusal: 'PAYER_NO_FUNDS' }),
      { type: 'submitted', batch: { ...batch, payments: [...batch.payments] } },
      standing('submitted', { batch: id(9) }),
    ],
    [
      'confirmed keeps the proof',
      standing('submitted', { batch: id(9) }),
      { type: 'confirmed', proofs: [{ id: id(1), proof }] },
      standing('confirmed', { batch: id(9), proof }),
    ],
    [
      'settled keeps batch and proof for good',
      standing('confirmed', { batch: id(9), proof }),
      { type: 'settled', ids: [id(1)] },
      standing('settled', { batch: id(9), proof }),
    ],
    [
      'reorganised takes the proof away; the batch may land again',
      standing('confirmed', { batch: id(9), proof }),
      { type: 'reorganised', ids: [id(1)] },
      standing('submitted', { batch: id(9) }),
    ],
    [
      'returned takes the proof away',
      standing('confirmed', { proof }),
      { type: 'returned', ids: [id(1)] },
      standing('accepted'),
    ],
    [
      'refused keeps the reason',
      standing('accepted'),
      { type: 'refused', refusals: [{ id: id(1), code: 'PAYER_NO_FUNDS' }] },
      standing('refused', { refusal: 'PAYER_NO_FUNDS' }),
    ],
    [
      'refused for ever parks it with the reason',
      standing('refused', { refusal: 'PAYER_NO_FUNDS' }),
      { type: 'refused', refusals: [{ id: id(1), code: 'ACCOUNT_BLOCKED' }] },
      standing('parked', { refusal: 'ACCOUNT_BLOCKED' }),
    ],
    [
      'reopened forgets the reason: it is due again',
      standing('parked', { batch: id(9), refusal: 'ACCOUNT_BLOCKED' }),
      { type: 'reopened', ids: [id(1)] },
      standing('accepted', { batch: id(9) }),
    ],
    [
      'confirmed brings a parked one back: paid by another hand is paid',
      standing('parked', { refusal: 'AUTHORIZATION_SPENT' }),
      { type: 'confirmed', proofs: [{ id: id(1), proof }] },
      standing('confirmed', { proof }),
    ],
    [
      'submitted again names the batch that replaces the one before',
      standing('submitted', { batch: id(8) }),
      { type: 'submitted', batch: { ...batch, payments: [...batch.payments] } },
      standing('submitted', { batch: id(9) }),
    ],
    ['expired ends it', standing('accepted'), { type: 'expired', ids: [id(1)] }, standing('expired')],
  ])('%s', (_what, before, fact, after) => {
    expect(foldOn(before, fact)).toEqual([after])
  })

  it('received makes a payment that is confirmed and that nobody has signed, once', () => {
    const received = receivedFact(1)
    const made = standing('confirmed', { signature: null, proof: received.proof })
    expect(foldOn(undefined, received)).toEqual([made])
    expect(foldOn(made, received)).toEqual([])
    expect(foldOn(standing('settled'), received)).toEqual([])
  })

  it.each<PaymentState>(['accepted', 'refused', 'parked'])(
    'voided takes a payment back that is %s',
    (state) => {
      const before = standing(state, { refusal: state === 'accepted' ? null : 'PAYER_NO_FUNDS' })
      expect(foldOn(before, voided)).toEqual([standing('voided', { voided: true })])
    },
  )

  it.each<PaymentState>(['submitted', 'confirmed', 'settled', 'expired'])(
    'voided comes too late for one that is %s',
    (state) => {
      expect(foldOn(standing(state), voided)).toEqual([])
    },
  )

  it('a voided payment that somebody else had paid is never ours to send, even when that block goes', () => {
    const paid = standing('confirmed', { voided: true, proof })
    expect(
      foldOn(standing('voided', { voided: true }), { type: 'confirmed', proofs: [{ id: id(1), proof }] }),
    ).toEqual([paid])
    for (const type of ['reorganised', 'returned'] as const)
      expect(foldOn(paid, { type, ids: [id(1)] })).toEqual([standing('voided', { voided: true })])
  })

  it('cancelled ends a voided one, and touches no other', () => {
    const fact: Fact = { type: 'cancelled', ids: [id(1)] }
    expect(foldOn(standing('voided', { voided: true }), fact)).toEqual([
      standing('cancelled', { voided: true }),
    ])
    expect(foldOn(standing('accepted'), fact)).toEqual([])
  })

  it('refunded makes a payment the other way, that names the one it gives back', () => {
    const refund = { ...acceptedPayment(1, { from: account(7), to: account(1) }), returns: id(9) }
    const fact: Fact = { type: 'refunded', refund, by: { id: 'dana', name: 'Дана' } }
    expect(foldOn(undefined, fact)).toMatchObject([{ id: id(1), state: 'accepted', returns: id(9) }])
    expect(foldOn(standing('settled'), fact)).toEqual([])
  })

  it('keeps a transfer’s place when its block goes, and lets no batch, refusal or person have it', () => {
    const seen = standing('confirmed', { signature: null, proof })
    const lost = standing('submitted', { signature: null, proof })
    const again = { ...proof, blockHash: id(18), blockNumber: 9 }
    const step = (before: Payment, fact: Fact) => foldOn(before, fact)
    expect(step(seen, { type: 'reorganised', ids: [id(1)] })).toEqual([lost])
    expect(step(lost, { type: 'confirmed', proofs: [{ id: id(1), proof: again }] })).toEqual([
      standing('confirmed', { signature: null, proof: again }),
    ])
    for (const before of [seen, lost]) {
      expect(step(before, { type: 'submitted', batch: { ...batch, payments: [id(1)] } })).toEqual([])
      expect(step(before, { type: 'returned', ids: [id(1)] })).toEqual([])
      expect(step(before, { type: 'reopened', ids: [id(1)] })).toEqual([])
      expect(step(before, { type: 'refused', refusals: [{ id: id(1), code: 'PAYER_NO_FUNDS' }] })).toEqual([])
    }
  })

  it('changes nothing when it is not legal from there', () => {
    const settled = standing('settled', { batch: id(9), proof })
    expect(foldOn(settled, { type: 'returned', ids: [id(1)] })).toEqual([])
    expect(foldOn(settled, { type: 'expired', ids: [id(1)] })).toEqual([])
    expect(foldOn(standing('refused'), { type: 'reopened', ids: [id(1)] })).toEqual([])
    expect(foldOn(standing('parked'), { type: 'expired', ids: [id(1)] })).toEqual([])
  })

  it('refused says of each payment whether it is for ever', () => {
    const fact: Fact = {
      type: 'refused',
      refusals: [
        { id: id(1), code: 'ACCOUNT_BLOCKED' },
        { id: id(2), code: 'TOKEN_PAUSED' },
      ],
    }
    const payments = new Map([1, 2].map((n) => [id(n), standingAs(n)]))
    expect(fold(fact, (wanted) => payments.get(wanted))).toEqual([
      standingAs(1, { state: 'parked', refusal: 'ACCOUNT_BLOCKED' }),
      standingAs(2, { state: 'refused', refusal: 'TOKEN_PAUSED' }),
    ])
  })

  it('that names no payment changes none', () => {
    expect(foldOn(standing('accepted'), { type: 'resumed', lastReceiptNumber: 9 })).toEqual([])
    expect(foldOn(standing('accepted'), { type: 'submitted', batch: { ...batch, payments: [] } })).toEqual([])
  })
})

describe('any facts in any order', () => {
  it('lose no payment, change no signed word of it, and never leave "settled"', () => {
    fc.assert(
      fc.property(fc.array(anyFact, { maxLength: 60 }), (facts) => {
        let payments: Payments = new Map()
        for (const fact of facts) {
          const before = payments
          payments = withChanges(
            before,
            fold(fact, (wanted) => before.get(wanted)),
          )
          expect(payments.size).toBeGreaterThanOrEqual(before.size)
          for (const [each, was] of before) {
            const now = payments.get(each)
            expect(now).toMatchObject({ signature: was.signature, authorization: was.authorization })
            expect(now?.rescuedFrom).toBe(was.rescuedFrom)
            if (was.state === 'settled') expect(now).toEqual(was)
            // Only a person has a parked payment tried again; the chain alone can still prove it.
            if (was.state === 'parked' && fact.type !== 'reopened' && fact.type !== 'voided')
              expect(['parked', 'confirmed']).toContain(now?.state)
            // What was taken back is never due again.
            if (was.voided) expect(['voided', 'cancelled', 'confirmed', 'settled']).toContain(now?.state)
          }
        }
        for (const payment of payments.values()) expect(paymentSchema.parse(payment)).toEqual(payment)
      }),
    )
  })

  it('make no difference between accepting once and twice', () => {
    fc.assert(
      fc.property(fc.array(anyFact, { maxLength: 40 }), (facts) => {
        const run = (all: readonly Fact[]) =>
          all.reduce<Payments>(
            (payments, fact) =>
              withChanges(
                payments,
                fold(fact, (w) => payments.get(w)),
              ),
            new Map(),
          )
        const twice = facts.flatMap((fact): Fact[] => (fact.type === 'accepted' ? [fact, fact] : [fact]))
        expect(run(twice)).toEqual(run(facts))
      }),
    )
  })
})
