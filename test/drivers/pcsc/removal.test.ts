import { expect, test } from 'vitest'
import { idOf } from '#drivers/pcsc/removal.ts'
import type { CardInField } from '#src/device/reader.ts'
import { fail } from '#src/result.ts'

const cardOf = (uid: readonly number[] | undefined): CardInField => ({
  uid: uid && Uint8Array.from(uid),
  transmit: async () => fail('CARD_LEFT_EARLY'),
  release: async () => undefined,
})

test.each([
  ['seven bytes', [0x04, 1, 2, 3, 4, 5, 6], true],
  ['ten bytes', [0x04, 1, 2, 3, 4, 5, 6, 7, 8, 9], true],
  ['four bytes', [0x04, 1, 2, 3], false],
  ['four random bytes', [0x08, 1, 2, 3], false],
  ['none', undefined, false],
])('%s: is a card known again by them?', (_, uid, known) => {
  expect(idOf(cardOf(uid)) !== undefined).toBe(known)
})
