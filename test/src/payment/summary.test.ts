import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fold } from '#src/payment/fold.ts'
import type { PaymentState } from '#src/payment/states.ts'
import { countChange, emptySummary, paymentCount, waitingCount } from '#src/payment/summary.ts'
import { anyFact, type Payments, withChanges } from './facts.ts'

const WAITING: readonly PaymentState[] = ['accepted', 'submitted', 'confirmed', 'refused']

it('starts with nothing', () => {
  expect([paymentCount(emptySummary), waitingCount(emptySummary), emptySummary.waitingUnits]).toEqual([
    0,
    0,
    0n,
  ])
})

it('equals a count from scratch after any facts', () => {
  fc.assert(
    fc.property(fc.array(anyFact, { maxLength: 60 }), (facts) => {
      let payments: Payments = new Map()
      let summary = emptySummary
      for (const fact of facts) {
        const changed = fold(fact, (wanted) => payments.get(wanted))
        for (const payment of changed) summary = countChange(summary, payments.get(payment.id), payment)
        payments = withChanges(payments, changed)
      }

      const all = [...payments.values()]
      const waiting = all.filter(({ state }) => WAITING.includes(state))
      for (const [state, count] of Object.entries(summary.counts))
        expect(count).toBe(all.filter((payment) => payment.state === state).length)
      expect(paymentCount(summary)).toBe(all.length)
      expect(waitingCount(summary)).toBe(waiting.length)
      expect(summary.waitingUnits).toBe(
        waiting.reduce((sum, { authorization }) => sum + authorization.value, 0n),
      )
      expect(summary.lastReceiptNumber).toBe(Math.max(0, ...all.map(({ receiptNumber }) => receiptNumber)))
    }),
  )
})
