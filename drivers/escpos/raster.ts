import type { Bitmap } from './bitmap.ts'

/**
 * Rows in one command: a line of double height. Printers take 255, but with 54 even the widest strip
 * is less than 4 KB, the smallest buffer, and a job that is cut short leaves no long command behind.
 */
const STRIP_ROWS = 54

/** GS v 0 (reference: print raster bit image), a strip at a time. */
export function makeRaster({ height, bytesPerRow, data }: Bitmap): Uint8Array {
  const strips: number[] = []
  for (let row = 0; row < height; row += STRIP_ROWS) {
    const rows = Math.min(STRIP_ROWS, height - row)
    const header = [0x1d, 0x76, 0x30, 0x00, bytesPerRow & 0xff, bytesPerRow >> 8, rows, 0]
    const strip = data.subarray(row * bytesPerRow, (row + rows) * bytesPerRow)
    strips.push(...header, ...withoutRealTimeCommands(strip))
  }
  return Uint8Array.from(strips)
}

/** The longest of these commands: as many zeros end one that was cut short. */
export const longestRaster = (bytesPerRow: number): number => 8 + STRIP_ROWS * bytesPerRow

const DLE = 0x10
/** DLE EOT, DLE ENQ, DLE DC4. */
const REAL_TIME: readonly (number | undefined)[] = [0x04, 0x05, 0x14]

/**
 * A printer obeys real-time commands wherever it meets them, inside a picture too: one could open
 * the drawer. A dot more beside the one that makes the DLE ends that, and nobody sees it.
 */
export const withoutRealTimeCommands = (bytes: Uint8Array): Uint8Array =>
  bytes.map((byte, index) => (byte === DLE && REAL_TIME.includes(bytes[index + 1]) ? DLE | 0x08 : byte))
