// Makes drivers/escpos/font/glyphs.ts from ter-u24b_unicode.pcf.gz (Debian package xfonts-terminus,
// Terminus Font 4.48, SIL Open Font License 1.1): its bold, as one dot is too thin for thermal paper.
// Run once, by hand:
//
//     node scripts/receipt-font.mjs ter-u24b_unicode.pcf.gz

import { readFileSync, writeFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'

const TARGET = new URL('../drivers/escpos/font/glyphs.ts', import.meta.url)
const WIDTH = 12
const HEIGHT = 24

/** What a receipt may hold: first and last letter of each run. */
const RUNS = [
  [0x20, 0x7e],
  [0xa1, 0xff],
  [0x0400, 0x045f],
  [0x0490, 0x04ff],
  [0x2010, 0x2026],
  [0x20a0, 0x20bf],
  [0x2116, 0x2116],
  [0x2190, 0x2193],
  [0x2212, 0x2212],
  [0x2500, 0x2503],
  [0x2550, 0x2551],
]

/** X11 portable compiled format: the four tables we need, by their type. */
function readPcf(bytes) {
  const tables = new Map()
  for (let i = 0; i < bytes.readUInt32LE(4); i += 1) {
    const at = 8 + 16 * i
    tables.set(bytes.readUInt32LE(at), bytes.readUInt32LE(at + 12))
  }
  const table = (type) => {
    const at = tables.get(type)
    const format = bytes.readUInt32LE(at)
    const big = (format & 4) !== 0
    return {
      at: at + 4,
      format,
      u16: (offset) => (big ? bytes.readUInt16BE(offset) : bytes.readUInt16LE(offset)),
      u32: (offset) => (big ? bytes.readUInt32BE(offset) : bytes.readUInt32LE(offset)),
    }
  }
  return { bytes, bitmaps: table(8), encodings: table(32) }
}

/** The rows of a letter as numbers of 12 bits, the left dot highest; undefined when the font lacks it. */
function glyph({ bytes, bitmaps, encodings: enc }, code) {
  const [firstLow, lastLow, firstHigh, lastHigh] = [0, 2, 4, 6].map((offset) => enc.u16(enc.at + offset))
  const [low, high] = [code & 0xff, code >> 8]
  if (low < firstLow || low > lastLow || high < firstHigh || high > lastHigh) return undefined
  const cell = (high - firstHigh) * (lastLow - firstLow + 1) + (low - firstLow)
  const index = enc.u16(enc.at + 10 + 2 * cell)
  if (index === 0xffff) return undefined
  // Rows are padded to 4 bytes (format bits 0 and 1), the highest bit is the left dot (bit 3).
  if ((bitmaps.format & 0x0f) !== 0x0e) throw new Error('another layout of PCF than Terminus has')
  const count = bitmaps.u32(bitmaps.at)
  const data = bitmaps.at + 4 + 4 * count + 16 + bitmaps.u32(bitmaps.at + 4 + 4 * index)
  return Array.from({ length: HEIGHT }, (_, row) => bytes.readUInt16BE(data + 4 * row) >> (16 - WIDTH))
}

/** The font was made before the tenge had a sign: a T under a second bar. */
function tenge(font) {
  const rows = glyph(font, 0x54)
  const top = rows.findIndex((row) => row !== 0)
  const bottom = rows.findLastIndex((row) => row !== 0)
  const bar = rows[top]
  const stem = rows[bottom]
  const bars = [bar, bar, 0, 0, bar, bar]
  return rows.map((_, y) => (y < top || y > bottom ? 0 : (bars[y - top] ?? stem)))
}

const packed = (rows) => {
  const bits = rows.map((row) => row.toString(2).padStart(WIDTH, '0')).join('')
  return Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2))).toString('base64')
}

function* glyphs(font) {
  for (const [first, last] of RUNS)
    for (let code = first; code <= last; code += 1) {
      const rows = code === 0x20b8 ? tenge(font) : glyph(font, code)
      if (rows) yield [code, packed(rows)]
    }
}

/** Neighbours in one run; two letters to a line. */
function runsOf(letters) {
  const runs = []
  for (const [code, data] of letters) {
    const run = runs.at(-1)
    if (run && run.first + run.data.length === code) run.data.push(data)
    else runs.push({ first: code, data: [data] })
  }
  return runs
}

const lines = (data) => data.join('').match(/.{1,96}/g)
const hex = (code) => `0x${code.toString(16).padStart(4, '0')}`

const [source] = process.argv.slice(2)
const runs = runsOf([...glyphs(readPcf(gunzipSync(readFileSync(source))))])
const text = runs
  .map(
    ({ first, data }) =>
      `  [${hex(first)}, \`\n${lines(data)
        .map((line) => `${line}\n`)
        .join('')}\`],`,
  )
  .join('\n')

writeFileSync(
  TARGET,
  `// Made by scripts/receipt-font.mjs from Terminus Font 4.48, Copyright (c) 2010-2014 Dimitar Toshkov
// Zhekov, and under its licence: see OFL.txt beside this file. The tenge sign is ours.

/**
 * Letters of 12 x 24 dots. Each entry is the first letter's code point and, in base64, 36 bytes for
 * it and for each letter that follows: rows from the top, each 12 bits, the left dot first, 1 is black.
 */
export const GLYPH_RUNS: readonly (readonly [first: number, letters: string])[] = [
${text}
]
`,
)
