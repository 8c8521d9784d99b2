import { describe, expect, it } from 'vitest'
import type { Fact } from '#src/journal/entry.ts'
import { type Trail, trailAfter, trailSchema } from '#src/queue/trail.ts'
import { acceptedPayment, id } from '../../fakes/accepted.ts'

const AIGUL = { id: 'aigul', name: 'Айгүл' }
const DANA = { id: 'dana', name: 'Дана' }
const ids = [id(1)]
const proof = { txHash: id(7), blockHash: id(8), blockNumber: 5, logIndex: 0 }

/** What a payment's trail is after these, written one second after the other. */
const trailOf = (...facts: readonly Fact[]): Trail => {
  const trail = facts.reduce<Trail>(
    (trail, fact, i) => trailAfter(trail, { seq: i + 1, at: (i + 1) * 1000, fact }, id(1)),
    {},
  )
  return trailSchema.parse(trail)
}

const accepted: Fact = { type: 'accepted', payment: acceptedPayment(1) }
const confirmed: Fact = { type: 'confirmed', proofs: [{ id: id(1), proof }] }
const submitted: Fact = {
  type: 'submitted',
  batch: {
    hash: id(7),
    raw: '0x02',
    account: `0x${'22'.repeat(20)}`,
    accountNonce: 0,
    payments: ids,
    signedAtBlock: 5,
  },
}

describe('the trail of a payment', () => {
  it('tells when it was sent, confirmed and settled', () => {
    expect(trailOf(accepted)).toEqual({})
    expect(trailOf(accepted, submitted, confirmed, { type: 'settled', ids })).toEqual({
      ...{ sent: 2000, confirmed: 3000, settled: 4000 },
    })
  })

  it('loses what a reorganisation or a return undid', () => {
    expect(trailOf(accepted, submitted, confirmed, { type: 'reorganised', ids })).toEqual({ sent: 2000 })
    expect(trailOf(accepted, submitted, confirmed, { type: 'returned', ids })).toEqual({})
  })

  it('names who voided it and who approved that, with or without the card', () => {
    const voided = { type: 'voided', id: id(1), by: AIGUL } as const
    expect(trailOf(accepted, { ...voided, cancellation: null })).toEqual({
      voided: { at: 2000, by: AIGUL, withCard: false },
    })
    const withCard: Fact = { ...voided, approvedBy: DANA, cancellation: `0x${'11'.repeat(64)}1b` }
    expect(trailOf(accepted, withCard, { type: 'cancelled', ids })).toEqual({
      voided: { at: 2000, by: AIGUL, approvedBy: DANA, withCard: true },
      cancelled: 3000,
    })
  })

  it('names who gave money back on the refund, and not on what it gives back', () => {
    const refund = { ...acceptedPayment(1), returns: id(2) }
    const fact: Fact = { type: 'refunded', refund, by: AIGUL, approvedBy: DANA }
    const entry = { seq: 1, at: 1000, fact }
    expect(trailAfter({}, entry, refund.authorization.nonce)).toEqual({
      refunded: { at: 1000, by: AIGUL, approvedBy: DANA },
    })
    expect(trailAfter({ settled: 5 }, entry, id(2))).toEqual({ settled: 5 })
  })
})
