import fc from 'fast-check'
import { expect, it } from 'vitest'
import { coveredUntil, lastPass } from '#src/station/pass.ts'
import { validityOf } from '#src/station/validity.ts'

const DAY_MS = 86_400_000
const day = { startMinutes: 240, utcOffset: () => 300 }
const NOON = Date.parse('2026-11-27T12:00:00+05:00')
const span = (from: number, until: number) => ({ from: NOON + from, until: NOON + until })

it.each([
  ['nothing', [], null],
  ['what has ended at this moment', [span(-9, 0)], null],
  ['what is yet to begin', [span(1, 9)], null],
  ['one that is good', [span(0, 9)], 9],
  ['one that goes on where the other ends', [span(9, 20), span(-5, 9)], 20],
  ['three after one another', [span(20, 30), span(9, 20), span(-5, 9)], 30],
  ['one that overlaps', [span(-5, 9), span(3, 7)], 9],
  ['one behind a gap', [span(-5, 9), span(10, 20)], 9],
])('a card with %s rides until it ends', (_what, passes, until) => {
  expect(coveredUntil(passes, NOON)).toBe(until === null ? null : NOON + until)
})

it('the last pass is the one that ends last, as long as it has not ended', () => {
  expect(lastPass([], NOON)).toBeNull()
  expect(lastPass([span(-9, 0)], NOON)).toBeNull()
  expect(lastPass([span(-9, 5), span(5, 8), span(-9, 7)], NOON)).toEqual(span(5, 8))
})

/** A pass of a card, from a moment in the weeks before or after now. */
const anyPass = fc
  .tuple(fc.integer({ min: -30 * DAY_MS, max: 30 * DAY_MS }), fc.integer({ min: 1, max: 60 * DAY_MS }))
  .map(([from, long]) => span(from, from + long))
const passesAndDays = [fc.array(anyPass, { maxLength: 6 }), fc.integer({ min: 1, max: 366 })] as const

const topUp = (passes: readonly ReturnType<typeof span>[], days: number) =>
  validityOf(
    { kind: 'pass-top-up', hours: null, days },
    { at: NOON, passUntil: lastPass(passes, NOON)?.until ?? null, day },
  )

it('a top-up never shortens a pass, takes nothing that is paid already, and adds its days', () => {
  fc.assert(
    fc.property(...passesAndDays, (passes, days) => {
      const before = coveredUntil(passes, NOON)
      const added = topUp(passes, days)
      const after = coveredUntil([...passes, added], NOON)
      expect(after ?? NOON).toBeGreaterThanOrEqual(before ?? NOON)
      // No moment of it is one that the card could ride already.
      for (const pass of passes) if (pass.until > NOON) expect(added.from).toBeGreaterThanOrEqual(pass.until)
      // The day on which it begins is counted whole, as for a new pass.
      const long = added.until - added.from
      expect(long).toBeGreaterThan((days - 1) * DAY_MS)
      expect(long).toBeLessThanOrEqual(days * DAY_MS)
    }),
  )
})

it('top-ups that are taken back, the last one first, leave the card as if they had not been', () => {
  fc.assert(
    fc.property(...passesAndDays, fc.array(fc.integer({ min: 1, max: 366 })), (passes, days, more) => {
      const all = [...passes]
      const ends = [days, ...more].map((each) => {
        const before = coveredUntil(all, NOON)
        all.push(topUp(all, each))
        return before
      })
      // The last one first: each time the pass ends where it did before that top-up.
      for (const before of ends.reverse()) {
        all.pop()
        expect(coveredUntil(all, NOON)).toBe(before)
      }
      expect(all).toEqual(passes)
    }),
  )
})
