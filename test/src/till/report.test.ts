import { expect, it } from 'vitest'
import { zReportSchema } from '#src/till/report.ts'
import { noTotals } from '#src/till/totals.ts'
import { id } from '../../fakes/accepted.ts'

const by = { id: 'aigul', name: 'Айгүл' }
const report = {
  ...{ number: 7, by, float: null, openedAt: 1000, totals: noTotals },
  ...{ closedAt: 2000, closedBy: by, counted: null, version: '0.2.0' },
  unsettled: { count: 2, units: 3n },
  journal: { seq: 41, hash: id(41) },
}

it('a Z report says what is not settled and where the journal stood', () => {
  expect(zReportSchema.parse(report)).toEqual(report)
  for (const part of ['unsettled', 'journal', 'closedBy', 'version'] as const) {
    const { [part]: _left, ...without } = report
    expect(zReportSchema.safeParse(without).success).toBe(false)
  }
})
