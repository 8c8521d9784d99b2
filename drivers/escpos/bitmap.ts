/** A picture of black dots, as ESC/POS takes it. */
export interface Bitmap {
  readonly height: number
  /** The width is eight dots for each. */
  readonly bytesPerRow: number
  /** Rows from the top, the highest bit is the left dot, 1 is black. */
  readonly data: Uint8Array
}

/** All white; the width is rounded up to whole bytes. */
export const blankBitmap = (width: number, height: number): Bitmap => {
  const bytesPerRow = Math.ceil(width / 8)
  return { height, bytesPerRow, data: new Uint8Array(bytesPerRow * height) }
}

/** Makes one dot black. */
export function blacken({ bytesPerRow, data }: Bitmap, x: number, y: number): void {
  const at = y * bytesPerRow + (x >> 3)
  data[at] = (data[at] ?? 0) | (0x80 >> (x & 7))
}
