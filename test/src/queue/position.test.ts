import { describe, expect, it } from 'vitest'
import { countChange, emptySummary, type Summary } from '#src/payment/summary.ts'
import { canCatchUp, positionSchema, sameSummary, startOf } from '#src/queue/position.ts'
import { id, standing } from '../../fakes/accepted.ts'

/** The third receipt, and none of the two before it. */
const one: Summary = countChange(emptySummary, undefined, standing(3))
const head = { epoch: id(1), seq: 9, summary: one }
const position = { epoch: id(1), seq: 5, summary: one }

describe('a queue can catch up', () => {
  it.each<[string, boolean, typeof position | undefined]>([
    ['when it is behind', true, position],
    ['when it is up to date', true, { ...position, seq: 9 }],
    ['at its very start', true, startOf(id(1))],
    ['not without a position', false, undefined],
    ['not from another epoch', false, { ...position, epoch: id(2) }],
    ['not from ahead of the journal', false, { ...position, seq: 10 }],
  ])('%s', (_when, can, from) => {
    expect(canCatchUp(from, head)).toBe(can)
  })
})

describe('a position', () => {
  it('is read back as it was written', () => {
    expect(positionSchema.parse(position)).toEqual(position)
    expect(positionSchema.safeParse({ ...position, seq: -1 }).success).toBe(false)
    const summaries = [
      { ...one, counts: {} },
      { ...one, missing: [{ from: 0, to: 1 }] },
      { ...one, missing: [{ from: 1 }] },
    ]
    for (const summary of summaries)
      expect(positionSchema.safeParse({ ...position, summary }).success).toBe(false)
  })
})

describe('a position of version 1', () => {
  it('is none: it knew no parked payments and no lost receipts', () => {
    const { parked: _parked, ...counts } = one.counts
    const { missing: _missing, ...summary } = one
    expect(positionSchema.safeParse({ ...position, summary: { ...summary, counts } }).success).toBe(false)
  })
})

describe('two summaries', () => {
  it('are the same when every figure is', () => {
    expect(sameSummary(one, structuredClone(one))).toBe(true)
    expect(sameSummary(one, { ...one, waitingUnits: 1n })).toBe(false)
    expect(sameSummary(one, { ...one, lastReceiptNumber: 4 })).toBe(false)
    expect(sameSummary(one, { ...one, counts: { ...one.counts, settled: 1 } })).toBe(false)
    expect(sameSummary(one, { ...one, counts: { ...one.counts, parked: 1 } })).toBe(false)
    expect(one.missing).toEqual([{ from: 1, to: 2 }])
    for (const missing of [[], [{ from: 1, to: 1 }], [{ from: 2, to: 2 }], [...one.missing, ...one.missing]])
      expect(sameSummary(one, { ...one, missing })).toBe(false)
  })
})
