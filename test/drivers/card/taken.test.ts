import { expect, test } from 'vitest'
import { createTaken, isRandom, lastingId } from '#drivers/card/taken.ts'

const FIRST = Uint8Array.of(0x04, 1, 1, 1, 1, 1, 1)
const SECOND = Uint8Array.of(0x04, 2, 2, 2, 2, 2, 2)

test('a card is new until it was given out, and again when the field was empty', () => {
  const taken = createTaken()
  expect(taken.isNew(FIRST)).toBe(true)
  taken.note(FIRST)
  expect(taken.isNew(Uint8Array.from(FIRST))).toBe(false)
  expect(taken.isNew(SECOND)).toBe(true)
  taken.note(SECOND)
  expect(taken.isNew(FIRST)).toBe(false)
  taken.clear()
  expect(taken.isNew(FIRST)).toBe(true)
})

test('no card is certainly new behind one that nobody can know again, nor is such a card', () => {
  const taken = createTaken()
  expect(taken.isNew(undefined)).toBe(false)
  taken.note(undefined)
  expect(taken.canTell).toBe(false)
  expect(taken.isNew(FIRST)).toBe(false)
  taken.clear()
  expect(taken.canTell).toBe(true)
  expect(taken.isNew(FIRST)).toBe(true)
})

// ISO/IEC 14443-3, section 6.5.4: 08 begins a random number of single size; in a longer one, uid0 is the maker's.
test.each([
  [[0x08, 1, 2, 3], true],
  [[0x04, 1, 2, 3], false],
  [[0x08, 1, 2, 3, 4, 5, 6], false],
])('%o is random: %s', (uid, random) => {
  const bytes = Uint8Array.from(uid)
  expect(isRandom(bytes)).toBe(random)
  expect(lastingId(bytes)).toEqual(random ? undefined : bytes)
})

test('no number at all is neither random nor lasting', () => {
  expect(isRandom(undefined)).toBe(false)
  expect(lastingId(undefined)).toBeUndefined()
})
