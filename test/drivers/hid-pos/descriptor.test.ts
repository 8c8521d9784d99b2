import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { usageOffsets } from '#drivers/hid-pos/descriptor.ts'
import { AIM_DESCRIPTOR, PLAIN_DESCRIPTOR } from '../../vectors/hid-pos.ts'

const POS = 0x8c0000

describe('where a report’s usages begin', () => {
  it('is read from a descriptor with AIM identifiers', () => {
    const offsets = usageOffsets(AIM_DESCRIPTOR, 2)
    expect(offsets.get(0x01003b)).toBe(0)
    expect([0xfb, 0xfc, 0xfd, 0xfe].map((usage) => offsets.get(POS + usage))).toEqual([1, 2, 3, 4])
    expect(offsets.get(0xff660004)).toBe(60)
    // Byte 63 of the report with its id.
    expect(offsets.get(POS + 0xff)).toBe(62)
  })

  it('is read from a plain one', () => {
    const offsets = usageOffsets(PLAIN_DESCRIPTOR, 2)
    expect(offsets.get(POS + 0xfe)).toBe(1)
    expect(offsets.has(POS + 0xfb)).toBe(false)
    expect(offsets.get(POS + 0xff)).toBe(62)
  })

  it('is that of the one report only: outputs and other reports take no room in it', () => {
    expect(usageOffsets(AIM_DESCRIPTOR, 4)).toEqual(new Map())
    expect(usageOffsets(AIM_DESCRIPTOR, 7)).toEqual(new Map())
  })

  it('goes over long items, and takes usages with their page', () => {
    const long = [0xfe, 2, 0x10, 0xaa, 0xbb]
    const report = [0x85, 2, 0x75, 8, 0x95, 1, 0x0b, 0xfe, 0x00, 0x8c, 0x00, 0x81, 2]
    expect(usageOffsets(Uint8Array.of(...long, ...report), 2)).toEqual(new Map([[POS + 0xfe, 0]]))
  })

  it('ends at whatever is cut off, and never throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(usageOffsets(bytes, 2)).toBeInstanceOf(Map)
      }),
    )
    for (let length = 0; length < AIM_DESCRIPTOR.length; length += 1)
      expect(usageOffsets(AIM_DESCRIPTOR.slice(0, length), 2).size).toBeLessThanOrEqual(8)
  })
})
