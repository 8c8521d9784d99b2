import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type DayRules, minutesOf, serviceDayOf } from '#src/station/service-day.ts'

const HOUR = 3_600_000
const at = (text: string): number => Date.parse(text)
const day = (start: string, end: string) => ({ start: at(start), end: at(end) })

/** Five hours ahead of UTC, all year. */
const ALMATY: DayRules = { startMinutes: 240, utcOffset: () => 300 }
/** Clocks go forward at 01:00 UTC on 29 March 2026 and back at 01:00 UTC on 25 October 2026. */
const BERLIN: DayRules = {
  startMinutes: 240,
  utcOffset: (ms) => (ms >= at('2026-03-29T01:00:00Z') && ms < at('2026-10-25T01:00:00Z') ? 120 : 60),
}

describe('a service day from four to four', () => {
  const twenty7 = day('2026-11-27T04:00:00+05:00', '2026-11-28T04:00:00+05:00')
  it.each([
    ['begins at four exactly', '2026-11-27T04:00:00.000+05:00', twenty7],
    ['holds midday', '2026-11-27T13:00:00+05:00', twenty7],
    ['goes on over midnight', '2026-11-28T00:00:00+05:00', twenty7],
    ['ends before four', '2026-11-28T03:59:59.999+05:00', twenty7],
    [
      'has one before it',
      '2026-11-27T03:59:59.999+05:00',
      day('2026-11-26T04:00:00+05:00', '2026-11-27T04:00:00+05:00'),
    ],
  ])('%s', (_what, moment, expected) => {
    expect(serviceDayOf(at(moment), ALMATY)).toEqual(expected)
  })

  it('is an hour shorter when clocks go forward in it, and an hour longer when they go back', () => {
    const spring = serviceDayOf(at('2026-03-29T02:30:00Z') - 2 * HOUR, BERLIN)
    expect(spring).toEqual(day('2026-03-28T04:00:00+01:00', '2026-03-29T04:00:00+02:00'))
    expect(spring.end - spring.start).toBe(23 * HOUR)
    const autumn = serviceDayOf(at('2026-10-25T01:30:00Z'), BERLIN)
    expect(autumn).toEqual(day('2026-10-24T04:00:00+02:00', '2026-10-25T04:00:00+01:00'))
    expect(autumn.end - autumn.start).toBe(25 * HOUR)
  })

  it.each([
    ['a fixed offset', ALMATY],
    ['changing clocks', BERLIN],
    ['midnight', { ...BERLIN, startMinutes: 0 }],
  ])('holds its moment, and every moment in it has the same: %s', (_what, rules) => {
    const year = fc.integer({ min: at('2026-01-01T00:00:00Z'), max: at('2027-01-01T00:00:00Z') })
    fc.assert(
      fc.property(year, fc.double({ min: 0, max: 0.999999, noNaN: true }), (moment, part) => {
        const { start, end } = serviceDayOf(moment, rules)
        expect(start <= moment && moment < end).toBe(true)
        expect([23, 24, 25]).toContain((end - start) / HOUR)
        const other = start + Math.floor((end - start) * part)
        expect(serviceDayOf(other, rules)).toEqual({ start, end })
        expect(serviceDayOf(end, rules).start).toBe(end)
      }),
    )
  })
})

it.each([
  ['00:00', 0],
  ['04:00', 240],
  ['23:59', 1439],
])('%s is %i minutes', (text, minutes) => expect(minutesOf(text)).toBe(minutes))
