import { utf8ToBytes } from '@noble/hashes/utils.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeBase45, encodeBase45 } from '#src/qr/base45.ts'
import { BASE45 } from '../../vectors/qr.ts'

describe('Base45', () => {
  it.each(BASE45)('writes and reads %j as RFC 9285 does', (plain, encoded) => {
    expect(encodeBase45(utf8ToBytes(plain))).toBe(encoded)
    expect(decodeBase45(encoded)).toEqual(utf8ToBytes(plain))
  })

  it('has nothing to say about nothing', () => {
    expect(encodeBase45(new Uint8Array())).toBe('')
    expect(decodeBase45('')).toEqual(new Uint8Array())
  })

  it('gives back every bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const text = encodeBase45(bytes)
        expect(text).toMatch(/^[0-9A-Z $%*+\-./:]*$/)
        expect(decodeBase45(text)).toEqual(bytes)
      }),
    )
  })

  // RFC 9285, section 6: "FGW" is 65535, the most that three characters may say; "GGW" is one more.
  it.each([
    ['a group above two bytes', 'GGW'],
    ['the highest group of all', ':::'],
    ['a pair above one byte', 'V5'],
    ['a single character', 'A'],
    ['a single character behind a group', 'BB8A'],
    ['a letter in lower case', 'bb8'],
    ['a character from elsewhere', 'BB_'],
    ['a letter of two UTF-16 units', 'B😀'],
  ])('refuses %s', (_what, text) => {
    expect(decodeBase45(text)).toBeUndefined()
  })

  it('takes the highest values there are', () => {
    expect(decodeBase45('FGW')).toEqual(Uint8Array.of(0xff, 0xff))
    expect(decodeBase45('U5')).toEqual(Uint8Array.of(0xff))
  })
})
