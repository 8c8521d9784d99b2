import { expect, test } from 'vitest'
import { readToken } from '#drivers/neo/token.ts'
import { ANSWERS } from '../../vectors/neo.ts'

test('reads the sample of a type A card: what follows the type is its number', () => {
  const uid = Uint8Array.of(0x04, 0xa1, 0xb2, 0xc3)
  expect(readToken(ANSWERS.typeA.slice(14, -2))).toEqual({ kind: 'apdus', radio: 'A', uid })
})

test('reads an empty field', () => {
  expect(readToken(ANSWERS.noCard.slice(14, -2))).toEqual({ kind: 'none' })
})

test.each([4, 7, 10])('takes a number of %i bytes', (length) => {
  const uid = new Uint8Array(length).fill(0x11)
  expect(readToken(Uint8Array.of(0x01, ...uid))).toEqual({ kind: 'apdus', radio: 'A', uid })
})

test('a card of type B takes APDUs too', () => {
  const uid = Uint8Array.of(1, 2, 3, 4)
  expect(readToken(Uint8Array.of(0x02, ...uid))).toEqual({ kind: 'apdus', radio: 'B', uid })
})

test('a number of no known length is none', () => {
  expect(readToken(Uint8Array.of(0x01, 1, 2, 3))).toEqual({ kind: 'apdus', radio: 'A', uid: undefined })
})

test('a card with a MIFARE side must be polled again', () => {
  expect(readToken(Uint8Array.of(0x07, 1, 2, 3, 4))).toEqual({ kind: 'both' })
})

test.each([0x03, 0x04, 0x05, 0x06, 0x0a, 0x0b, 0x0c, 0x0d])('type %i takes no APDUs', (type) => {
  expect(readToken(Uint8Array.of(type, 1, 2, 3, 4))).toEqual({ kind: 'no-apdus', type })
})

test('an answer without a type is none', () => {
  expect(readToken(new Uint8Array())).toBeUndefined()
})
