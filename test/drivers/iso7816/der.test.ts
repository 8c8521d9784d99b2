import { secp256k1 } from '@noble/curves/secp256k1.js'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readDerNumbers } from '#drivers/iso7816/der.ts'
import { fail, ok } from '#src/result.ts'
import { DER_NUMBERS, R, S } from '../../vectors/keycard.ts'

const ORDER = secp256k1.Point.CURVE().n
const to32 = (value: bigint) => Buffer.from(value.toString(16).padStart(64, '0'), 'hex')
const number = fc.oneof(fc.bigInt(1n, ORDER - 1n), fc.bigInt(1n, 1n << 130n))

test('reads the vector', () => {
  expect(readDerNumbers(DER_NUMBERS)).toEqual(ok([R, S]))
})

test('reads what another encoder wrote, short and long numbers alike', () => {
  fc.assert(
    fc.property(number, number, (r, s) => {
      const der = new secp256k1.Signature(r, s).toBytes('der')
      const numbers = readDerNumbers(der.subarray(2))
      expect(numbers).toEqual(ok([Uint8Array.from(to32(r)), Uint8Array.from(to32(s))]))
    }),
  )
})

test.each([
  ['zero', [0x02, 1, 0, 0x02, 1, 1]],
  ['33 digits', [0x02, 33, ...new Array(33).fill(1), 0x02, 1, 1]],
  ['one number', [0x02, 1, 1]],
  ['three numbers', [0x02, 1, 1, 0x02, 1, 1, 0x02, 1, 1]],
  ['another type', [0x02, 1, 1, 0x04, 1, 1]],
  ['an empty number', [0x02, 0, 0x02, 1, 1]],
  ['a cut number', [0x02, 1, 1, 0x02, 2, 1]],
])('refuses %s', (_, bytes) => {
  expect(readDerNumbers(Uint8Array.from(bytes))).toMatchObject(fail('CARD_ANSWER_INVALID'))
})
