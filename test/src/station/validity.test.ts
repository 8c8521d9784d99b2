import { expect, it } from 'vitest'
import { validityOf } from '#src/station/validity.ts'

const day = { startMinutes: 240, utcOffset: () => 300 }
const at = (text: string): number => Date.parse(`${text}+05:00`)
const NOON = at('2026-11-27T12:00:00')

it.each([
  ['a single ticket of two hours', { kind: 'single', hours: 2, days: null }, '2026-11-27T14:00:00'],
  ['a single ticket of no set time', { kind: 'single', hours: null, days: null }, '2026-11-28T04:00:00'],
  ['a return ticket over night', { kind: 'return', hours: 24, days: null }, '2026-11-28T12:00:00'],
  ['a day pass', { kind: 'day-pass', hours: null, days: null }, '2026-11-28T04:00:00'],
  ['a pass of one day', { kind: 'period-pass', hours: null, days: 1 }, '2026-11-28T04:00:00'],
  ['a pass of thirty days', { kind: 'period-pass', hours: null, days: 30 }, '2026-12-27T04:00:00'],
] as const)('%s is good from now until its end', (_what, product, until) => {
  expect(validityOf(product, { at: NOON, passUntil: null, day })).toEqual({ from: NOON, until: at(until) })
})

it('a top-up goes on where the pass would have ended, a day pass too, and begins now where there is none', () => {
  const three = { kind: 'pass-top-up', hours: null, days: 3 } as const
  const passUntil = at('2026-11-28T04:00:00')
  expect(validityOf(three, { at: NOON, passUntil, day })).toEqual({
    from: passUntil,
    until: at('2026-12-01T04:00:00'),
  })
  expect(validityOf(three, { at: NOON, passUntil: null, day })).toEqual({
    from: NOON,
    until: at('2026-11-30T04:00:00'),
  })
})

it('a pass that is topped up goes on where it would have ended', () => {
  const passUntil = at('2026-11-30T04:00:00')
  const week = { kind: 'period-pass', hours: null, days: 7 } as const
  expect(validityOf(week, { at: NOON, passUntil, day })).toEqual({
    from: passUntil,
    until: at('2026-12-07T04:00:00'),
  })
})

it('a pass that is bought after the last one ended begins now', () => {
  const week = { kind: 'period-pass', hours: null, days: 7 } as const
  expect(validityOf(week, { at: NOON, passUntil: NOON, day }).from).toBe(NOON)
})

it('the late evening counts to the day that began at four', () => {
  const two = at('2026-11-28T02:00:00')
  const pass = { kind: 'day-pass', hours: null, days: null } as const
  expect(validityOf(pass, { at: two, passUntil: null, day }).until).toBe(at('2026-11-28T04:00:00'))
})
