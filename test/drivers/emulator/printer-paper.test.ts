import { createCanvas, loadImage } from '@napi-rs/canvas'
import jsQR from 'jsqr'
import { describe, expect, it } from 'vitest'
import { emulatePrinter } from '#drivers/emulator/printer.ts'
import type { PrintedReceipt } from '#drivers/emulator/roll.ts'
import { PRINTER_PROFILES } from '#drivers/escpos/profile.ts'
import { encodeReceipt } from '#drivers/escpos/receipt.ts'
import { memoryLinks } from '#drivers/link/memory.ts'
import { LANGUAGES } from '#src/language.ts'
import { layOut } from '#src/receipt/layout.ts'
import type { ReceiptLine } from '#src/receipt/line.ts'
import type { Receipt } from '#src/receipt/model.ts'
import { formatProof } from '#src/receipt/proof.ts'
import { fakeClock } from '../../fakes/clock.ts'
import { fakeReceipt } from '../../src/receipt/fake-receipt.ts'

const EPSONS = ['epson-80', 'epson-58'] as const
const PAPERS = [
  ...LANGUAGES.flatMap((language) => EPSONS.map((name) => [language, name] as const)),
  ['ru', 'generic-80'] as const,
  ['en', 'generic-58'] as const,
]

/** Prints the bytes on a fresh printer and gives the paper. */
async function printed(job: Uint8Array, columns: 48 | 32): Promise<PrintedReceipt> {
  const clock = fakeClock()
  const [host, wire] = memoryLinks()
  const { receipts } = emulatePrinter(wire, { clock, columns })
  await host.write(job)
  await clock.advance(60_000)
  const [receipt] = receipts
  if (receipt === undefined) throw new Error('nothing was cut')
  return receipt
}

const printReceipt = (receipt: Receipt, name: keyof typeof PRINTER_PROFILES) => {
  const profile = PRINTER_PROFILES[name]
  return printed(encodeReceipt(layOut(receipt, profile.columns), profile), profile.columns)
}

/** The paper's lines as they were meant: without the spaces that centre them. */
const meant = (lines: readonly ReceiptLine[]): string[] =>
  lines.flatMap((line) => (line.kind === 'text' ? [line.text.trim()] : []))

const seen = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('─') && !line.startsWith('[QR '))

describe('a receipt on paper', () => {
  it.each(PAPERS)('reads back as the same words in %s on %s', async (language, name) => {
    const receipt = fakeReceipt({ language, copy: true })
    const { text } = await printReceipt(receipt, name)
    expect(seen(text)).toEqual(meant(layOut(receipt, PRINTER_PROFILES[name].columns)))
    expect(text.replace(/\[QR .*\]/, '')).not.toMatch(/[?\ufffd]/)
    expect(text).toContain(`[QR ${formatProof(receipt.proof)}]`)
  })

  it.each(PAPERS)('fills no line beyond its width in %s on %s', async (language, name) => {
    const { parts } = await printReceipt(fakeReceipt({ language }), name)
    const widths = parts.map((part) =>
      part.kind === 'line' ? part.letters.reduce((sum, letter) => sum + letter.width, 0) : 0,
    )
    expect(Math.max(...widths)).toBeLessThanOrEqual(PRINTER_PROFILES[name].columns)
  })

  it('begins at its first line', async () => {
    const { text } = await printReceipt(fakeReceipt(), 'epson-80')
    expect(text.split('\n')[0]?.trim()).toBe('Aport Market')
  })
})

async function pixels(png: Uint8Array) {
  const image = await loadImage(Buffer.from(png))
  const canvas = createCanvas(image.width, image.height)
  const pen = canvas.getContext('2d')
  pen.drawImage(image, 0, 0)
  return pen.getImageData(0, 0, image.width, image.height)
}

describe('its picture', () => {
  it.each(EPSONS)('on %s shows a code that a scanner reads', async (name) => {
    const receipt = fakeReceipt()
    const { data, width, height } = await pixels(await (await printReceipt(receipt, name)).png())
    expect(jsQR(data, width, height)?.data).toBe(formatProof(receipt.proof))
  })

  it('shows every Kazakh letter, each in its own shape', async () => {
    const letters = [...'ӘәҒғҚқҢңӨөҰұҮүҺһІі']
    const profile = PRINTER_PROFILES['epson-80']
    const shapes = await Promise.all(
      [...letters, ' '].map(async (text) => {
        const lines: ReceiptLine[] = [
          { kind: 'text', text, align: 'left', size: 'normal', bold: false },
          { kind: 'cut' },
        ]
        const paper = await printed(encodeReceipt(lines, profile), 48)
        return Buffer.from(await paper.png()).toString('base64')
      }),
    )
    expect(new Set(shapes).size).toBe(letters.length + 1)
  })

  it('shows a raster dot for dot', async () => {
    const raster = Uint8Array.of(0x1d, 0x76, 0x30, 0, 2, 0, 2, 0, 0x80, 0x01, 0xff, 0xff)
    const paper = await printed(Uint8Array.of(...raster, 0x1d, 0x56, 0x00), 48)
    const { data, width } = await pixels(await paper.png())
    const black = (x: number, y: number) => (data[((32 + y) * 2 * width + (32 + x) * 2) * 4] ?? 0) < 128
    const row = (y: number) => [...Array(17).keys()].map((x) => (black(x, y) ? '#' : '.')).join('')
    expect([row(0), row(1), row(2)]).toEqual(['#..............#.', '################.', '.'.repeat(17)])
  })
})
