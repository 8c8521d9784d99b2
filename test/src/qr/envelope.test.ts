import { hexToBytes } from '@noble/hashes/utils.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodeBase45 } from '#src/qr/base45.ts'
import { ANSWER_PREFIX, encodeEntries, openEntries, REQUEST_PREFIX, seal } from '#src/qr/envelope.ts'
import { fail, ok } from '#src/result.ts'

const open = (hex: string) => openEntries(ANSWER_PREFIX, seal(ANSWER_PREFIX, hexToBytes(hex)))

describe('the envelope of a code', () => {
  it('carries what was put into it', () => {
    const text = seal(ANSWER_PREFIX, encodeEntries([7, 'ә', Uint8Array.of(1, 2)]))
    expect(openEntries(ANSWER_PREFIX, text)).toEqual(ok([7, 'ә', Uint8Array.of(1, 2)]))
  })

  it('is RFC 8949: an array, the version, then the entries', () => {
    expect(encodeEntries([1000, 'IETF', Uint8Array.of(1, 2, 3, 4)])).toEqual(
      hexToBytes('84011903e864494554464401020304'), // the items are examples of RFC 8949, appendix A
    )
  })

  it.each([
    ['another version', '8102'],
    ['a version that is no number', '816131'],
    ['no version at all', '80'],
    ['a number longer than it must be', '821801190001'],
    ['a length longer than it must be', '9802' + '0100'],
    ['an array of indefinite length', '9f01ff'],
    ['text of indefinite length', '82017f6161ff'],
    ['a floating-point number', '8201f93c00'],
    ['text that is no UTF-8', '820161ff'],
    ['a map', 'a10101'],
    ['a tag', 'c0820100'],
    ['a tag inside', '8201c000'],
    ['an undefined', '8201f7'],
    ['bytes behind the array', '810100'],
    ['an array that ends early', '8301'],
    ['nothing', ''],
    ['the break of no array', 'ff'],
    ['a lone number', '01'],
  ])('refuses %s', (_what, hex) => {
    expect(open(hex)).toMatchObject(fail('QR_INVALID'))
  })

  it('refuses another kind of code, and what is no Base45', () => {
    const text = seal(ANSWER_PREFIX, encodeEntries([7]))
    expect(openEntries(REQUEST_PREFIX, text)).toMatchObject(fail('QR_INVALID'))
    for (const other of ['', '4600051000057', 'https://example.kz', 'TPA', 'TPA:_', text.toLowerCase()])
      expect(openEntries(ANSWER_PREFIX, other), other).toMatchObject(fail('QR_INVALID'))
  })

  it('looks at nothing that is too long', () => {
    const deep = encodeBase45(new Uint8Array(100_000).fill(0x81))
    expect(openEntries(ANSWER_PREFIX, ANSWER_PREFIX + deep)).toEqual(fail('QR_INVALID', 'too long'))
  })

  it('never throws, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect([true, false]).toContain(openEntries(ANSWER_PREFIX, seal(ANSWER_PREFIX, bytes)).ok)
      }),
      { numRuns: 2000 },
    )
  })
})
