import { describe, expect, it } from 'vitest'
import { type Payment, paymentSchema } from '#src/payment/record.ts'
import { PAYMENT_STATES, type PaymentState } from '#src/payment/states.ts'
import { paymentOf, rowOf, rowSchema } from '#src/queue/row.ts'
import { acceptedPayment, standing } from '../../fakes/accepted.ts'
import { refusedPaths } from '../refused.ts'

const NOW = 1_700_000_000_000

const REFUSALS: Partial<Record<PaymentState, Payment['refusal']>> = {
  refused: 'PAYER_NO_FUNDS',
  parked: 'ACCOUNT_BLOCKED',
}
const paymentIn = (state: PaymentState): Payment =>
  standing(1, {
    ...acceptedPayment(1, { validBefore: 1_900_000_000 }),
    state,
    refusal: REFUSALS[state] ?? null,
  })

describe('a row', () => {
  it.each(PAYMENT_STATES)('of a payment that is %s gives the payment back', (state) => {
    const row = rowOf(paymentIn(state), undefined, NOW)
    expect(rowSchema.parse(row)).toEqual(row)
    expect(paymentSchema.parse(paymentOf(row))).toEqual(paymentIn(state))
  })

  it('has the end of its validity as its deadline', () => {
    expect(rowOf(paymentIn('accepted'), undefined, NOW).deadline).toBe(1_900_000_000)
  })

  it('rests longer after each refusal, and not at all once it is accepted again', () => {
    const first = rowOf(paymentIn('refused'), undefined, NOW)
    expect(first).toMatchObject({ refusals: 1, retryAt: NOW + 30_000 })
    const second = rowOf(paymentIn('refused'), first, NOW)
    expect(second).toMatchObject({ refusals: 2, retryAt: NOW + 60_000 })
    expect(rowOf(paymentIn('accepted'), second, NOW)).toMatchObject({ refusals: 2, retryAt: 0 })
  })

  it('waits for nothing while it is parked: only a person can have it tried again', () => {
    const refused = rowOf(paymentIn('refused'), undefined, NOW)
    expect(rowOf(paymentIn('parked'), refused, NOW)).toMatchObject({ refusals: 1, retryAt: 0 })
  })

  it('names the terminal it was rescued from', () => {
    const rescued = { ...paymentIn('accepted'), rescuedFrom: 'till-9' }
    const row = rowOf(rescued, undefined, NOW)
    expect(rowSchema.parse(row)).toEqual(row)
    expect(paymentOf(row)).toEqual(rescued)
  })

  it.each([
    ['retryAt', { retryAt: -1 }],
    ['refusals', { refusals: 0.5 }],
    ['state', { state: 'paid' }],
    ['rescuedFrom', { rescuedFrom: 9 }],
    ['', { note: '' }],
  ])('is refused at "%s" when that is wrong', (path, change) => {
    expect(refusedPaths(rowSchema, { ...rowOf(paymentIn('accepted'), undefined, NOW), ...change })).toEqual([
      path,
    ])
  })
})
