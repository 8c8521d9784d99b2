import { expect, it } from 'vitest'
import { objection } from '#renderer/screens/passphrase/passphrase-form.tsx'

it.each([
  ['short', 'short', true, 'key.tooShort'],
  ['long enough', 'long enouhg', true, 'key.differ'],
  ['long enough', 'long enough', true, null],
  ['long enough', '', false, null],
  ['short', '', false, 'key.tooShort'],
] as const)('%j and %j (new: %s): %s', (first, again, isNew, expected) => {
  expect(objection({ first, again }, isNew)).toBe(expected)
})
