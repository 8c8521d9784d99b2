import { expect, test } from 'vitest'
import { dayOf } from '#renderer/components/days.ts'

const HOUR = 3_600_000
const noon = new Date(2026, 10, 24, 12).getTime()

test('a day begins at midnight by the terminal’s own clock, and ends where the next begins', () => {
  expect(dayOf(noon)).toEqual({
    from: new Date(2026, 10, 24).getTime(),
    to: new Date(2026, 10, 25).getTime(),
  })
  expect(dayOf(dayOf(noon).from)).toEqual(dayOf(noon))
  expect(dayOf(dayOf(noon).to - 1)).toEqual(dayOf(noon))
})

test('days before it follow each other without a gap, over the end of a month', () => {
  for (let back = 0; back < 60; back += 1) expect(dayOf(noon, back + 1).to).toBe(dayOf(noon, back).from)
  expect(dayOf(noon, 24).from).toBe(new Date(2026, 9, 31).getTime())
  expect(dayOf(noon).to - dayOf(noon).from).toBeGreaterThanOrEqual(23 * HOUR)
})
