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
import type { Columns, ReceiptLine } from '#src/receipt/line.ts'
import type { Receipt } from '#src/receipt/model.ts'
import { formatProof } from '#src/receipt/proof.ts'
import { fakeClock } from '../../fakes/clock.ts'
import { asSeen, readRaster } from '../../fakes/read-raster.ts'
import { fakeReceipt } from '../../src/receipt/fake-receipt.ts'

const EPSONS = ['epson-80', 'epson-58'] as const
const NAMES = [...EPSONS, 'epson-512', 'generic-80', 'bixolon-58', 'drawn-512', 'drawn-58'] as const
const PAPERS = LANGUAGES.flatMap((language) => NAMES.map((name) => [language, name] as const))

/** Prints the bytes on a fresh printer and gives the paper. */
async function printed(job: Uint8Array, columns: Columns): Promise<PrintedReceipt> {
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

/** The paper's lines as a person reads them, drawn ones too. */
const seen = ({ parts }: PrintedReceipt, columns: Columns): string[] =>
  parts
    .flatMap((part) => {
      if (part.kind === 'raster') return [readRaster(part, columns)]
      return part.kind === 'line' ? [part.letters.map((letter) => letter.text).join('')] : []
    })
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('─'))

describe('a receipt on paper', () => {
  it.each(PAPERS)('reads back as the same words in %s on %s', async (language, name) => {
    const receipt = fakeReceipt({ language, copy: true })
    const paper = await printReceipt(receipt, name)
    const { columns } = PRINTER_PROFILES[name]
    const lines = seen(paper, columns)
    expect(lines.map(asSeen)).toEqual(meant(layOut(receipt, columns)).map(asSeen))
    expect(lines.join('\n')).not.toMatch(/[?\ufffd]/)
    expect(paper.text).toContain(`[QR ${formatProof(receipt.proof)}]`)
  })

  it.each(PAPERS)('fills no line beyond its width in %s on %s', async (language, name) => {
    const { parts } = await printReceipt(fakeReceipt({ language }), name)
    const widths = parts.map((part) =>
      part.kind === 'line' ? part.letters.reduce((sum, letter) => sum + letter.width * 12, 0) : 0,
    )
    const rasters = parts.map((part) => (part.kind === 'raster' ? part.bytesPerRow * 8 : 0))
    expect(Math.max(...widths, ...rasters)).toBeLessThanOrEqual(PRINTER_PROFILES[name].columns * 12)
  })

  it('shows money in tenge with the sign of the tenge', async () => {
    const amount = { units: 427_000n, asset: { symbol: '₸', decimals: 2 } }
    const paper = await printReceipt(fakeReceipt({ language: 'kk', amount }), 'epson-80')
    const total = seen(paper, 48)
      .map(asSeen)
      .filter((line) => line.endsWith('₸'))
    expect(total).toEqual([asSeen('БАРЛЫҒЫ       4 270,00 ₸')])
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
  it.each([...EPSONS, 'drawn-58', 'generic-512'] as const)(
    'on %s shows a code that a scanner reads',
    async (name) => {
      const receipt = fakeReceipt()
      const { data, width, height } = await pixels(await (await printReceipt(receipt, name)).png())
      expect(jsQR(data, width, height)?.data).toBe(formatProof(receipt.proof))
    },
  )

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

  it('begins with the logo', async () => {
    const logo = { width: 48, height: 2, data: new Uint8Array(48 * 2 * 4).fill(255) }
    for (let x = 0; x < 24; x += 1) logo.data.set([0, 0, 0, 255], x * 4)
    const profile = PRINTER_PROFILES['epson-58']
    const lines: ReceiptLine[] = [{ kind: 'feed', lines: 1 }, { kind: 'cut' }]
    const paper = await printed(encodeReceipt(lines, profile, logo), 32)
    const { data, width } = await pixels(await paper.png())
    const black = (x: number, y: number) => (data[((32 + y) * 2 * width + (32 + x) * 2) * 4] ?? 0) < 128
    // 48 dots in the middle of 384.
    expect([167, 168, 191, 192].map((x) => black(x, 0))).toEqual([false, true, true, false])
    expect(black(168, 1)).toBe(false)
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
