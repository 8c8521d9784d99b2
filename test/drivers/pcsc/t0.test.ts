import { hexToBytes } from '@noble/hashes/utils.js'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { commandOverT0, nextOverT0 } from '#drivers/pcsc/t0.ts'
import { SELECT, SIGN } from '../../vectors/keycard.ts'

const bytes = (hex: string) => hexToBytes(hex.replaceAll(' ', ''))

test('the expected length behind data is left out', () => {
  expect(commandOverT0(SELECT)).toEqual(SELECT.slice(0, -1))
})

test.each([
  ['data and nothing expected', SIGN],
  ['no data, something expected', bytes('00 b0 00 00 10')],
  ['neither', bytes('80 f2 00 00')],
  ['not even a whole header', bytes('00 a4')],
])('a command with %s goes as it is', (_, apdu) => {
  expect(commandOverT0(apdu)).toEqual(apdu)
})

test('61xx: the rest is fetched', () => {
  expect(nextOverT0(SELECT, bytes('61 4b'))).toEqual(bytes('00 c0 00 00 4b'))
  expect(nextOverT0(bytes('00 c0 00 00 00'), bytes('01 02 61 10'))).toEqual(bytes('00 c0 00 00 10'))
})

test('6Cxx: the command is said again with the right length', () => {
  expect(nextOverT0(bytes('00 b0 00 00 ff'), bytes('6c 10'))).toEqual(bytes('00 b0 00 00 10'))
})

test.each(['90 00', '6a 82', '01 02 90 00', '', '61'])('an answer %s is whole', (answer) => {
  expect(nextOverT0(SELECT, bytes(answer))).toBeUndefined()
})

test('a wrong length of a command with data is the answer', () => {
  expect(nextOverT0(SIGN, bytes('6c 10'))).toBeUndefined()
})

test('whatever a card answers, the next command is a whole header or none', () => {
  const bytesUpTo = (maxLength: number) => fc.uint8Array({ maxLength })
  fc.assert(
    fc.property(bytesUpTo(300), bytesUpTo(300), (sent, answer) => {
      expect([undefined, 5]).toContain(nextOverT0(sent, answer)?.length)
      expect(sent.length - commandOverT0(sent).length).toBeLessThanOrEqual(1)
    }),
    { numRuns: 10_000 },
  )
})
