import { describe, expect, it } from 'vitest'
import { readCommand } from '#drivers/emulator/printer-commands.ts'
import { PRINTER_PROFILES } from '#drivers/escpos/profile.ts'
import { encodeReceipt } from '#drivers/escpos/receipt.ts'
import { layOut } from '#src/receipt/layout.ts'
import type { ReceiptLine } from '#src/receipt/line.ts'
import { fakeReceipt } from '../../src/receipt/fake-receipt.ts'
import { KZ1048, QR_STORE } from '../../vectors/escpos.ts'

const plain = (text: string): ReceiptLine => ({
  kind: 'text',
  text,
  align: 'left',
  size: 'normal',
  bold: false,
})
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
const encode = (lines: readonly ReceiptLine[], name: keyof typeof PRINTER_PROFILES = 'epson-80') =>
  hex(encodeReceipt(lines, PRINTER_PROFILES[name]))

describe('the bytes of a receipt', () => {
  it('are Kazakh in the printer’s Kazakh page, ended by LF alone', () => {
    expect(encode([plain(KZ1048.text)])).toBe(`1b7435${hex(KZ1048.bytes)}0a`)
  })

  it('are Russian in page 866 for a clone', () => {
    expect(encode([plain('Чек №')], 'bixolon-80')).toBe('1b741197a5aa20fc0a')
  })

  it('take a clone out of its Chinese mode first', () => {
    expect(encode([plain('Чек №')], 'generic-80')).toBe('1c2e1b741197a5aa20fc0a')
  })

  it('draw the lines whose letters the page lacks, and only those', () => {
    const bytes = encode([plain('Чек'), plain('Қ'), plain('Күні'), plain('Чек')], 'bixolon-80')
    // One and four letters of 12 dots, 30 rows each.
    const raster = (across: string, length: number) => `1d763000${across}001e00(?:..){${length}}`
    expect(bytes).toMatch(new RegExp(`^1b741197a5aa0a${raster('02', 60)}${raster('06', 180)}1b741197a5aa0a$`))
  })

  it('draw a line with the tenge sign on every printer', () => {
    for (const name of ['epson-80', 'citizen-58', 'drawn-80'] as const)
      expect(encode([plain('4 270 ₸')], name)).toContain('1d763000')
  })

  it('draw everything but ASCII on a printer of which nothing is known', () => {
    expect(encode([plain('Total'), plain('Итого')], 'drawn-80')).toMatch(/^1c2e1b7400546f74616c0a1d763000/)
  })

  it('begin with the logo, centred on the paper and half a line above the text', () => {
    const logo = {
      width: 8,
      height: 1,
      data: new Uint8Array(32).map((_, index) => (index % 4 === 3 ? 255 : 0)),
    }
    // 188 dots of white in front of 8 black ones.
    const row = `${'00'.repeat(23)}0ff0`
    expect(hex(encodeReceipt([plain('A')], PRINTER_PROFILES['epson-58'], logo))).toBe(
      `1d76300019000100${row}1b4a0c1b7435410a`,
    )
  })

  it.each(Object.entries(PRINTER_PROFILES))(
    'for %s hold no command but those of the reference',
    (_, profile) => {
      const unknown = new Set<string>()
      let rest = encodeReceipt(layOut(fakeReceipt({ language: 'kk' }), profile.columns), profile)
      while (rest.length > 0) {
        const next = readCommand(rest)
        if (next === undefined) throw new Error('it ends inside a command')
        if (next.command.kind === 'skipped') unknown.add(hex(rest.subarray(0, next.length)))
        rest = rest.subarray(next.length)
      }
      // QR model 2 (GS ( k 65) and FS . are known, but the emulated printer has nothing to do for them.
      expect([...unknown]).toEqual([...(profile.startsInKanji ? ['1c2e'] : []), '1d286b040031413200'])
    },
  )

  it('switch size and weight on for their line only', () => {
    const line: ReceiptLine = { kind: 'text', text: 'A', align: 'left', size: 'double', bold: true }
    expect(encode([line, plain('B')])).toMatch(/^1b45011d2111.*41.*1d2100.*1b450042/)
    expect(encode([{ ...line, size: 'tall' }])).toContain('1d2101')
  })

  it('centre by the columns of the profile', () => {
    const line: ReceiptLine = { kind: 'text', text: 'AB', align: 'center', size: 'normal', bold: false }
    expect(encode([line], 'epson-58')).toContain(`${'20'.repeat(15)}4142`)
  })

  it('store the code by the printer’s own QR command', () => {
    const bytes = encode([{ kind: 'qr', payload: QR_STORE.data }])
    expect(bytes).toContain(hex(QR_STORE.bytes))
    expect(bytes).toContain('1d286b0300315130')
  })

  it('end with the cut, so that the next receipt does not begin with a blank line', () => {
    expect(encode([plain('A'), { kind: 'cut' }])).toMatch(/0a1d564200$/)
  })
})
