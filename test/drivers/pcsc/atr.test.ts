import { hexToBytes } from '@noble/hashes/utils.js'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { historicalBytes, isStorageCard } from '#drivers/pcsc/atr.ts'

const bytes = (hex: string) => hexToBytes(hex.replaceAll(' ', ''))

/** As published in the list of known ATRs that comes with pcsc-tools, and in ACS's ACR122U manual. */
test.each([
  ['MIFARE Classic 1K', '3b 8f 80 01 80 4f 0c a0 00 00 03 06 03 00 01 00 00 00 00 6a', true],
  ['MIFARE Classic 4K', '3b 8f 80 01 80 4f 0c a0 00 00 03 06 03 00 02 00 00 00 00 69', true],
  ['MIFARE Ultralight', '3b 8f 80 01 80 4f 0c a0 00 00 03 06 03 00 03 00 00 00 00 68', true],
  ['FeliCa', '3b 8f 80 01 80 4f 0c a0 00 00 03 06 11 00 3b 00 00 00 00 42', true],
  ['a phone', '3b 80 80 01 01', false],
  ['MIFARE DESFire', '3b 81 80 01 80 80', false],
  ['JCOP 2.4.1 without contacts', '3b 89 80 01 4a 43 4f 50 34 31 56 32 34 31 43', false],
  ['JCOP with contacts', '3b f8 13 00 00 81 31 fe 45 4a 43 4f 50 76 32 34 31 b7', false],
])('%s', (_, atr, storage) => {
  expect(isStorageCard(bytes(atr))).toBe(storage)
})

test('the historical bytes lie behind all interface bytes', () => {
  const text = (atr: string) => new TextDecoder().decode(historicalBytes(bytes(atr)))
  expect(text('3b f8 13 00 00 81 31 fe 45 4a 43 4f 50 76 32 34 31 b7')).toBe('JCOPv241')
  expect(historicalBytes(bytes('3b 81 80 01 80 80'))).toEqual(bytes('80'))
  expect(historicalBytes(bytes('3b 80 80 01 01'))).toEqual(bytes(''))
})

test.each(['', '3b', '3b 8f', '3b 8f 80', '3b ff ff ff ff ff ff ff ff', '3b 8f 80 01 80 4f'])(
  'a broken one (%s) is no storage card',
  (atr) => {
    expect(isStorageCard(bytes(atr))).toBe(false)
  },
)

test('any bytes at all are read to their end', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (noise) => {
      expect(historicalBytes(noise).length).toBeLessThanOrEqual(15)
      expect(isStorageCard(noise)).toBeTypeOf('boolean')
    }),
    { numRuns: 10_000 },
  )
})
