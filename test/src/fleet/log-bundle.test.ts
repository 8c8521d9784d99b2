import fc from 'fast-check'
import { expect, it } from 'vitest'
import { newestBundle, PART_BYTES, partsOf } from '#src/fleet/log-bundle.ts'

const text = new TextEncoder().encode('abc')
/** FIPS 180-2, appendix B.1. */
const SHA_OF_ABC = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'

it('cuts into parts that say how many there are, and what all of them together hash to', () => {
  expect(partsOf('0x01', text, 2)).toEqual([
    { id: '0x01', part: 1, of: 2, sha256: SHA_OF_ABC, bytes: text.subarray(0, 2) },
    { id: '0x01', part: 2, of: 2, sha256: SHA_OF_ABC, bytes: text.subarray(2) },
  ])
  expect(partsOf('0x01', new Uint8Array(PART_BYTES)).length).toBe(1)
  expect(partsOf('0x01', new Uint8Array(PART_BYTES + 1)).map(({ bytes }) => bytes.length)).toEqual([
    524_288, 1,
  ])
  expect(partsOf('0x01', new Uint8Array()).length).toBe(1)
})

it('puts any bytes together again, in whatever order and however often their parts come', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), fc.integer({ min: 1, max: 9 }), (bytes, most) => {
      const parts = partsOf('0x01', bytes, most)
      const found = newestBundle([...parts, ...parts].reverse())
      expect(found?.bytes).toEqual(bytes)
    }),
  )
})

it('finds the newest that is whole and unaltered', () => {
  const old = partsOf('0x01', text, 2)
  const [first, second] = partsOf('0x02', new Uint8Array([1, 2, 3]), 2)
  if (!first || !second) throw new Error('two parts')
  expect(newestBundle([])).toBeUndefined()
  expect(newestBundle([...old, first])?.id).toBe('0x01')
  expect(newestBundle([...old, first, second])?.id).toBe('0x02')
  expect(newestBundle([...old, first, { ...second, bytes: new Uint8Array([4]) }])?.id).toBe('0x01')
  expect(newestBundle([first, { ...second, part: 3 }])).toBeUndefined()
})
