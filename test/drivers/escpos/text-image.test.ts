import { describe, expect, it } from 'vitest'
import type { Bitmap } from '#drivers/escpos/bitmap.ts'
import { drawText } from '#drivers/escpos/text-image.ts'
import type { ReceiptLine } from '#src/receipt/line.ts'

type TextLine = Extract<ReceiptLine, { kind: 'text' }>
const line = (text: string, part: Partial<TextLine> = {}): TextLine => ({
  kind: 'text',
  text,
  align: 'left',
  size: 'normal',
  bold: false,
  ...part,
})

const isBlack = ({ bytesPerRow, data }: Bitmap, x: number, y: number): boolean =>
  (((data[y * bytesPerRow + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1) === 1
const dots = (bitmap: Bitmap): [x: number, y: number][] =>
  Array.from({ length: bitmap.height * bitmap.bytesPerRow * 8 }, (_, index): [number, number] => [
    index % (bitmap.bytesPerRow * 8),
    Math.floor(index / (bitmap.bytesPerRow * 8)),
  ]).filter(([x, y]) => isBlack(bitmap, x, y))

describe('a drawn line', () => {
  it('is as high as the printer’s own, and as wide as its letters', () => {
    expect(drawText(line('Рақмет!'), 48)).toMatchObject({ height: 30, bytesPerRow: Math.ceil((7 * 12) / 8) })
    expect(drawText(line('ҚҰ', { size: 'double' }), 48)).toMatchObject({ height: 54, bytesPerRow: 6 })
    expect(drawText(line('ҚҰ', { size: 'tall' }), 48)).toMatchObject({ height: 54, bytesPerRow: 3 })
  })

  it('has no dots in the gap below it', () => {
    expect(Math.max(...dots(drawText(line('ҚұңҢЦщ'), 48)).map(([, y]) => y))).toBeLessThan(24)
  })

  it('stands in the middle of any paper', () => {
    for (const columns of [48, 42, 32] as const) {
      const xs = dots(drawText(line('■ ■'.replaceAll('■', 'Ж'), { align: 'center' }), columns)).map(
        ([x]) => x,
      )
      const middle = (Math.min(...xs) + Math.max(...xs) + 1) / 2
      expect(Math.abs(middle - columns * 6)).toBeLessThanOrEqual(1)
    }
  })

  it('that is full reaches the edge of the paper and not beyond', () => {
    expect(drawText(line('Ж'.repeat(48)), 48).bytesPerRow).toBe(72)
    expect(drawText(line('Ж'.repeat(21), { size: 'double' }), 42).bytesPerRow).toBe(63)
    expect(drawText(line('Ж'.repeat(32)), 32).bytesPerRow).toBe(48)
  })

  it('of double size is the normal one, each dot four times', () => {
    const small = drawText(line('Қ'), 48)
    const large = drawText(line('Қ', { size: 'double' }), 48)
    for (const [x, y] of dots(large)) expect(isBlack(small, x >> 1, y >> 1)).toBe(true)
    expect(dots(large)).toHaveLength(4 * dots(small).length)
  })

  it('in bold has all its dots and more, but none in the next letter’s cell', () => {
    const plain = drawText(line('І '), 48)
    const bold = drawText(line('І ', { bold: true }), 48)
    for (const [x, y] of dots(plain)) expect(isBlack(bold, x, y)).toBe(true)
    expect(dots(bold).length).toBeGreaterThan(dots(plain).length)
    expect(Math.max(...dots(bold).map(([x]) => x))).toBeLessThan(12)
  })

  it('leaves out the spaces at its end', () => {
    expect(drawText(line('Ә    '), 48).bytesPerRow).toBe(2)
  })
})
