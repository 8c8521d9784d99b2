import { expect, test } from 'vitest'
import { checksum, encodeExtendedFrame, encodeFrame } from '#drivers/pn532/frame.ts'
import { FRAMES } from '../../vectors/pn532.ts'

const { extendedGetFirmwareVersion, ...normal } = FRAMES

test.each(Object.entries(normal))('%s: its body is written byte for byte', (_, bytes) => {
  expect(encodeFrame(bytes.slice(5, -2))).toEqual(bytes)
})

test('writes the extended form of a short body too', () => {
  expect(encodeExtendedFrame(Uint8Array.of(0xd4, 0x02))).toEqual(extendedGetFirmwareVersion)
})

test('uses the extended form above 255 bytes, and only there', () => {
  const long = Uint8Array.of(0xd5, 0x41, ...new Uint8Array(261))
  const header = Uint8Array.of(0x00, 0x00, 0xff, 0xff, 0xff, 0x01, 0x07, 0xf8, 0xd5, 0x41)
  expect(encodeFrame(long).subarray(0, 10)).toEqual(header)
  expect(encodeFrame(new Uint8Array(255)).subarray(0, 5)).toEqual(Uint8Array.of(0x00, 0x00, 0xff, 0xff, 0x01))
})

test('a checksum makes its bytes’ sum zero modulo 256', () => {
  expect(checksum(Uint8Array.of(0xd4, 0x02))).toBe(0x2a)
  expect(checksum(new Uint8Array())).toBe(0)
})
