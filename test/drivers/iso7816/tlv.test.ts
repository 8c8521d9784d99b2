import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findTag, readTlvs } from '#drivers/iso7816/tlv.ts'
import { fail, ok } from '#src/result.ts'

const lengthOf = (n: number): number[] => (n < 0x80 ? [n] : n < 0x100 ? [0x81, n] : [0x82, n >> 8, n & 0xff])
const tlv = fc.record({ tag: fc.nat(255), value: fc.uint8Array({ maxLength: 300 }) })

test('reads back any objects', () => {
  fc.assert(
    fc.property(fc.array(tlv, { maxLength: 5 }), (tlvs) => {
      const bytes = tlvs.flatMap(({ tag, value }) => [tag, ...lengthOf(value.length), ...value])
      expect(readTlvs(Uint8Array.from(bytes))).toEqual(ok(tlvs))
    }),
  )
})

test('refuses objects that are cut off anywhere', () => {
  fc.assert(
    fc.property(tlv, fc.nat(), ({ tag, value }, cut) => {
      const bytes = Uint8Array.of(tag, ...lengthOf(value.length), ...value)
      const short = bytes.subarray(0, 1 + (cut % (bytes.length - 1)))
      expect(readTlvs(short)).toMatchObject(fail('CARD_ANSWER_INVALID'))
    }),
  )
})

test('never throws', () => {
  fc.assert(fc.property(fc.uint8Array(), (bytes) => typeof readTlvs(bytes).ok === 'boolean'))
})

test('finds an object by its tag', () => {
  const tlvs = [
    { tag: 1, value: Uint8Array.of(1) },
    { tag: 2, value: Uint8Array.of(2) },
  ]
  expect(findTag(tlvs, 2)).toEqual(ok(Uint8Array.of(2)))
  expect(findTag(tlvs, 3)).toMatchObject(fail('CARD_ANSWER_INVALID'))
})
