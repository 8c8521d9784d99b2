import { expect, test } from 'vitest'
import { toPc866 } from '#drivers/pole-display/letters.ts'

// The table of the WHATWG Encoding standard.
const read = (bytes: Uint8Array): string => new TextDecoder('ibm866').decode(bytes)

test('every Russian letter, and ASCII, as the standard has them', () => {
  const alphabet = 'АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдеёжзийклмнопрстуфхцчшщъыьэюя'
  expect(read(toPc866(alphabet))).toBe(alphabet)
  const ascii = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)).join('')
  expect(read(toPc866(ascii))).toBe(ascii)
})

test('Kazakh letters come as their nearest', () => {
  expect(read(toPc866('Төленді, рақмет'))).toBe('Толендi, ракмет')
})

test('the tenge sign comes as the letter that it looks like', () => {
  expect(read(toPc866('2 290,00 ₸'))).toBe('2 290,00 T')
})

test('one byte per letter, "?" for what has none', () => {
  expect(read(toPc866('5 你'))).toBe('5 ?')
})
