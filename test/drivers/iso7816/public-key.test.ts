import { expect, test } from 'vitest'
import { isPublicKey } from '#drivers/iso7816/public-key.ts'
import { PUBLIC_KEY } from '../../vectors/keycard.ts'

test('knows an uncompressed key by its length and first byte', () => {
  expect(isPublicKey(PUBLIC_KEY)).toBe(true)
  expect(isPublicKey(PUBLIC_KEY.subarray(0, 64))).toBe(false)
  expect(isPublicKey(Uint8Array.of(0x02, ...PUBLIC_KEY.subarray(1)))).toBe(false)
  expect(isPublicKey(new Uint8Array())).toBe(false)
})
