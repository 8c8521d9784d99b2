import fc from 'fast-check'
import { expect, test } from 'vitest'
import { topUsages } from '#drivers/finding/hid-usage.ts'

/** The mouse of USB HID 1.11, appendix E.10. */
const MOUSE = Uint8Array.from(
  Buffer.from(
    '05010902a1010901a1000509190129031500250195037501810295017505810105010930093115 81257f750895028106c0c0'.replaceAll(
      ' ',
      '',
    ),
    'hex',
  ),
)

test('a mouse is a mouse: what lies inside its collection does not count', () => {
  expect(topUsages(MOUSE)).toEqual([{ page: 0x01, usage: 0x02 }])
})

test('several collections are several usages, in their order', () => {
  const scanner = [0x05, 0x8c, 0x09, 0x02, 0xa1, 0x01, 0xc0]
  // Vendor pages have two bytes, lowest first.
  const vendor = [0x06, 0x8c, 0xff, 0x09, 0x01, 0xa1, 0x01, 0xc0]
  expect(topUsages(Uint8Array.of(...scanner, ...vendor))).toEqual([
    { page: 0x8c, usage: 0x02 },
    { page: 0xff8c, usage: 0x01 },
  ])
})

test('a usage of four bytes carries its own page (6.2.2.8)', () => {
  expect(topUsages(Uint8Array.of(0x0b, 0x02, 0x00, 0x8c, 0x00, 0xa1, 0x01, 0xc0))).toEqual([
    { page: 0x8c, usage: 0x02 },
  ])
})

test('a page that was pushed comes back with pop', () => {
  const bytes = [0x05, 0x8c, 0xa4, 0x05, 0x01, 0xb4, 0x09, 0x02, 0xa1, 0x01, 0xc0]
  expect(topUsages(Uint8Array.from(bytes))).toEqual([{ page: 0x8c, usage: 0x02 }])
})

test('long items are passed over', () => {
  const bytes = [0xfe, 0x02, 0x10, 0xa1, 0x01, 0x05, 0x8c, 0x09, 0x02, 0xa1, 0x01, 0xc0]
  expect(topUsages(Uint8Array.from(bytes))).toEqual([{ page: 0x8c, usage: 0x02 }])
})

test('whatever the bytes, it ends', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => topUsages(bytes).length <= bytes.length),
  )
  for (let end = 0; end <= MOUSE.length; end += 1) topUsages(MOUSE.subarray(0, end))
})
