import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Fact } from '#src/journal/entry.ts'
import { fold } from '#src/payment/fold.ts'
import type { PaymentState } from '#src/payment/states.ts'
import {
  countChange,
  countFact,
  emptySummary,
  paymentCount,
  type Summary,
  waitingCount,
} from '#src/payment/summary.ts'
import { acceptedPayment, id } from '../../fakes/accepted.ts'
import { anyFact, type Payments, withChanges } from './facts.ts'

const WAITING: readonly PaymentState[] = ['accepted', 'submitted', 'confirmed', 'refused']

/** As ledger and queue both count: the fact first, then each payment that it changes. */
function summed(facts: readonly Fact[]): { summary: Summary; payments: Payments } {
  let payments: Payments = new Map()
  let summary = emptySummary
  for (const fact of facts) {
    summary = countFact(summary, fact)
    const changed = fold(fact, (wanted) => payments.get(wanted))
    for (const payment of changed) summary = countChange(summary, payments.get(payment.id), payment)
    payments = withChanges(payments, changed)
  }
  return { summary, payments }
}

const accepted = (receiptNumber: number): Fact => ({
  type: 'accepted',
  payment: acceptedPayment(receiptNumber),
})
const rescued = (receiptNumber: number): Fact => ({
  type: 'rescued',
  payment: acceptedPayment(receiptNumber),
  terminalId: 'till-9',
})
const resumed = (lastReceiptNumber: number): Fact => ({ type: 'resumed', lastReceiptNumber })

it('starts with nothing', () => {
  expect(emptySummary).toMatchObject({ waitingUnits: 0n, lastReceiptNumber: 0, missing: [] })
  expect([paymentCount(emptySummary), waitingCount(emptySummary)]).toEqual([0, 0])
})

describe('receipt numbers', () => {
  it.each<[string, readonly Fact[], number, Summary['missing']]>([
    ['one after the other leave no gap', [accepted(1), accepted(2)], 2, []],
    ['that jump leave one', [accepted(1), accepted(5)], 5, [{ from: 2, to: 4 }]],
    ['may be missing from the first on', [accepted(3)], 3, [{ from: 1, to: 2 }]],
    ['close a gap from below', [accepted(1), accepted(5), accepted(2)], 5, [{ from: 3, to: 4 }]],
    ['close a gap from above', [accepted(1), accepted(5), accepted(4)], 5, [{ from: 2, to: 3 }]],
    [
      'split a gap',
      [accepted(1), accepted(5), accepted(3)],
      5,
      [
        { from: 2, to: 2 },
        { from: 4, to: 4 },
      ],
    ],
    ['close the last one', [accepted(3), accepted(1), accepted(2)], 3, []],
    [
      'may jump again',
      [accepted(2), accepted(4)],
      4,
      [
        { from: 1, to: 1 },
        { from: 3, to: 3 },
      ],
    ],
    ['of another terminal never count', [accepted(1), rescued(7)], 1, []],
    ['of another terminal fill no gap', [accepted(1), accepted(3), rescued(2)], 3, [{ from: 2, to: 2 }]],
    ['are missing up to where a damaged journal had come', [resumed(4)], 4, [{ from: 1, to: 4 }]],
    ['are missing no more when they are adopted', [resumed(3), accepted(2), accepted(3), accepted(1)], 3, []],
    ['go on behind what was given out', [resumed(3), accepted(4)], 4, [{ from: 1, to: 3 }]],
    ['are not missing when the journal still has them', [accepted(1), accepted(2), resumed(2)], 2, []],
    ['never go back', [accepted(1), accepted(2), resumed(1)], 2, []],
    ['are missing only above what the journal has', [accepted(1), resumed(3)], 3, [{ from: 2, to: 3 }]],
  ])('%s', (_what, facts, lastReceiptNumber, missing) => {
    expect(summed(facts).summary).toMatchObject({ lastReceiptNumber, missing })
  })

  it('stay as they are whatever becomes of the payments', () => {
    const facts: Fact[] = [accepted(1), accepted(3)]
    const later: Fact[] = [
      { type: 'refused', refusals: [{ id: id(1), code: 'ACCOUNT_BLOCKED' }] },
      { type: 'expired', ids: [id(3)] },
    ]
    expect(summed([...facts, ...later]).summary).toMatchObject({
      lastReceiptNumber: 3,
      missing: [{ from: 2, to: 2 }],
    })
  })
})

describe('a parked payment', () => {
  const parked: Fact[] = [
    accepted(1),
    { type: 'refused', refusals: [{ id: id(1), code: 'ACCOUNT_BLOCKED' }] },
  ]

  it('is counted, and is not money that waits', () => {
    const { summary } = summed(parked)
    expect(summary.counts).toMatchObject({ accepted: 0, refused: 0, parked: 1 })
    expect([summary.waitingUnits, waitingCount(summary), paymentCount(summary)]).toEqual([0n, 0, 1])
  })

  it('waits again once a person has it tried again', () => {
    const { summary } = summed([...parked, { type: 'reopened', ids: [id(1)] }])
    expect(summary.counts).toMatchObject({ accepted: 1, parked: 0 })
    expect(summary.waitingUnits).toBe(1_000_000n)
  })
})

it('a rescued payment is money that waits', () => {
  const { summary } = summed([rescued(7)])
  expect(summary).toMatchObject({ waitingUnits: 1_000_000n, lastReceiptNumber: 0, missing: [] })
  expect(waitingCount(summary)).toBe(1)
})

it('equals a count from scratch after any facts', () => {
  fc.assert(
    fc.property(fc.array(anyFact, { maxLength: 60 }), (facts) => {
      const { summary, payments } = summed(facts)
      const all = [...payments.values()]
      const open = all.filter(({ state }) => WAITING.includes(state))
      const waiting = open.filter(({ returns }) => returns === undefined)
      for (const [state, count] of Object.entries(summary.counts))
        expect(count).toBe(all.filter((payment) => payment.state === state).length)
      expect(paymentCount(summary)).toBe(all.length)
      expect(waitingCount(summary)).toBe(waiting.length)
      expect(summary.waitingRefunds).toBe(open.length - waiting.length)
      expect(summary.waitingUnits).toBe(
        waiting.reduce((sum, { authorization }) => sum + authorization.value, 0n),
      )

      // Whatever was given out and is not here is missing, number by number.
      const own = new Set(
        all.filter(({ rescuedFrom }) => rescuedFrom === null).map(({ receiptNumber }) => receiptNumber),
      )
      const resumedAt = facts.flatMap((fact) => (fact.type === 'resumed' ? fact.lastReceiptNumber : []))
      const last = Math.max(0, ...own, ...resumedAt)
      expect(summary.lastReceiptNumber).toBe(last)
      const missing = summary.missing.flatMap(({ from, to }) =>
        Array.from({ length: to - from + 1 }, (_, i) => from + i),
      )
      const gone = Array.from({ length: last }, (_, i) => i + 1).filter((number) => !own.has(number))
      expect(missing.toSorted((a, b) => a - b)).toEqual(gone)
    }),
  )
})
