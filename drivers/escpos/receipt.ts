import ReceiptPrinterEncoder from '@point-of-sale/receipt-printer-encoder'
import type { ReceiptLine } from '#src/receipt/line.ts'
import type { PrinterProfile } from './profile.ts'
import { makeCut } from './protocol.ts'

/** Dots per QR module: 6 gives 34 mm for the proof's code, well within 58 mm paper. */
const QR_MODULE_DOTS = 6

/**
 * The bytes that print these lines, as one job. Letters that the profile's page lacks come out as
 * "?": see `printableLanguage`.
 */
export function encodeReceipt(lines: readonly ReceiptLine[], profile: PrinterProfile): Uint8Array {
  const encoder = new ReceiptPrinterEncoder({
    language: 'esc-pos',
    columns: profile.columns,
    newline: '\n',
    // Page 0 (PC437) is on every printer and draws the rules.
    codepageMapping: { cp437: 0, [profile.page]: profile.pageNumber },
    codepageCandidates: [profile.page],
  })
  encoder.codepage(profile.page)
  for (const line of lines) if (line.kind !== 'cut') add(encoder, line)
  // The encoder's own cut puts a line feed behind the knife: a blank line on the next receipt.
  const cuts = lines.some((line) => line.kind === 'cut')
  return cuts ? Uint8Array.from([...encoder.encode(), ...makeCut()]) : encoder.encode()
}

function add(
  encoder: ReceiptPrinterEncoder,
  line: Exclude<ReceiptLine, { kind: 'cut' }>,
): ReceiptPrinterEncoder {
  switch (line.kind) {
    case 'text':
      return addText(encoder, line)
    case 'rule':
      return encoder.rule()
    case 'feed':
      return encoder.newline(line.lines)
    case 'qr':
      return encoder
        .align('center')
        .qrcode(line.payload, { model: 2, size: QR_MODULE_DOTS, errorlevel: 'm' })
        .align('left')
  }
}

function addText(
  encoder: ReceiptPrinterEncoder,
  { text, align, size, bold }: Extract<ReceiptLine, { kind: 'text' }>,
): ReceiptPrinterEncoder {
  return encoder
    .align(align)
    .bold(bold)
    .size(size === 'double' ? 2 : 1, size === 'normal' ? 1 : 2)
    .line(text)
    .size(1, 1)
    .bold(false)
    .align('left')
}
