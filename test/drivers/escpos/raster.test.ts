import ReceiptPrinterEncoder from '@point-of-sale/receipt-printer-encoder'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRealTimeFilter } from '#drivers/emulator/real-time.ts'
import { blankBitmap } from '#drivers/escpos/bitmap.ts'
import { longestRaster, makeRaster, withoutRealTimeCommands } from '#drivers/escpos/raster.ts'

const bitmap = (bytesPerRow: number, data: readonly number[]) => ({
  bytesPerRow,
  height: data.length / bytesPerRow,
  data: Uint8Array.from(data),
})

describe('a raster', () => {
  it('is the reference’s GS v 0: bytes across, rows down, then the rows', () => {
    const bytes = makeRaster(bitmap(2, [0x80, 0x01, 0xff, 0xff]))
    expect([...bytes]).toEqual([0x1d, 0x76, 0x30, 0x00, 0x02, 0x00, 0x02, 0x00, 0x80, 0x01, 0xff, 0xff])
  })

  it('is byte for byte what another encoder makes of the same picture', () => {
    const rows = [
      0b10000001, 0b01111110, 0b10101010, 0b00000000, 0b11110000, 0b00001111, 0b11111111, 0b00011000,
    ]
    const pixels = rows.flatMap((row) =>
      [7, 6, 5, 4, 3, 2, 1, 0].flatMap((bit) => {
        const shade = (row >> bit) & 1 ? 0 : 255
        return [shade, shade, shade, 255]
      }),
    )
    const image = { width: 8, height: 8, data: Uint8ClampedArray.from(pixels) }
    const other = new ReceiptPrinterEncoder({ language: 'esc-pos', newline: '\n', feedAfterBlock: false })
      .image(image, { width: 8, height: 8, algorithm: 'threshold', mode: 'raster' })
      .encode()
    const ours = Buffer.from(makeRaster(bitmap(1, rows))).toString('hex')
    expect(Buffer.from(other).toString('hex')).toContain(ours)
  })

  it('of many rows is several, none longer than a printer’s buffer', () => {
    const bytes = makeRaster(blankBitmap(576, 200))
    const heights: number[] = []
    for (let at = 0; at < bytes.length; at += 8 + 72 * (heights.at(-1) ?? 0)) heights.push(bytes[at + 6] ?? 0)
    expect(heights).toEqual([54, 54, 54, 38])
    expect(longestRaster(72)).toBe(8 + 54 * 72)
    expect(longestRaster(72)).toBeLessThan(4_096)
  })
})

describe('the dots', () => {
  const obeyed = (bytes: Uint8Array) => createRealTimeFilter().push(bytes).commands

  it.each([
    ['DLE EOT 1', [0x10, 0x04, 0x01]],
    ['DLE ENQ 2', [0x10, 0x05, 0x02]],
    ['DLE DC4 1, which opens the drawer', [0x10, 0x14, 0x01, 0x00, 0x02]],
  ])('that make %s get one dot more', (_, bytes) => {
    expect(obeyed(Uint8Array.from(bytes))).toHaveLength(1)
    expect([...withoutRealTimeCommands(Uint8Array.from(bytes))]).toEqual([0x18, ...bytes.slice(1)])
  })

  it('that make no command stay as they are', () => {
    const bytes = Uint8Array.of(0x10, 0x00, 0x10, 0x06, 0x04, 0x05, 0x14, 0x10)
    expect(withoutRealTimeCommands(bytes)).toEqual(bytes)
  })

  it('never make a printer do anything but print, whatever they show', () => {
    const dangerous = fc.array(fc.constantFrom(0x00, 0x01, 0x02, 0x04, 0x05, 0x08, 0x10, 0x14, 0xff), {
      minLength: 2,
      maxLength: 400,
    })
    fc.assert(
      fc.property(dangerous, (bytes) => {
        const raster = makeRaster(bitmap(1, bytes))
        // A line feed behind it, so that the filter holds nothing back.
        const { commands, data } = createRealTimeFilter().push(Uint8Array.of(...raster, 0x0a))
        expect(commands).toEqual([])
        expect(data).toHaveLength(raster.length + 1)
      }),
      { numRuns: 1_000 },
    )
  })
})
