import { describe, expect, it } from 'vitest'
import { PRINTER_PROFILES } from '#drivers/escpos/profile.ts'
import { encodeReceipt } from '#drivers/escpos/receipt.ts'
import type { ReceiptLine } from '#src/receipt/line.ts'
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
    expect(encode([plain('Чек №')], 'generic-80')).toBe('1b741197a5aa20fc0a')
  })

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
