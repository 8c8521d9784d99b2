import ReceiptPrinterEncoder from '@point-of-sale/receipt-printer-encoder'
import type { ReceiptLine } from '#src/receipt/line.ts'
import { CELL_WIDTH } from './font/letters.ts'
import { holds } from './pages.ts'
import { type Pixels, toBitmap } from './picture.ts'
import type { PrinterProfile } from './profile.ts'
import { makeCut, makeFeed, makeLeaveKanji } from './protocol.ts'
import { makeRaster } from './raster.ts'
import { drawText } from './text-image.ts'

/** Dots per QR module: 6 gives 34 mm for the proof's code, well within 58 mm paper. */
const QR_MODULE_DOTS = 6
/** Below the logo: half a line. */
const LOGO_GAP_DOTS = 12
const NOTHING = new Uint8Array()

type Printed = Exclude<ReceiptLine, { kind: 'cut' }>

/**
 * The bytes that print these lines, as one job, with the shop's logo above them. A line with a letter
 * that the profile's page lacks is drawn, in letters of the same size: Kazakh on a printer that has
 * only Russian, the tenge sign on any.
 */
export function encodeReceipt(
  lines: readonly ReceiptLine[],
  profile: PrinterProfile,
  logo?: Pixels,
): Uint8Array {
  const printed = lines.filter((line): line is Printed => line.kind !== 'cut')
  // The encoder's own cut puts a line feed behind the knife: a blank line on the next receipt.
  const cuts = printed.length < lines.length
  return Uint8Array.from([
    ...(profile.startsInKanji ? makeLeaveKanji() : NOTHING),
    ...(logo === undefined ? NOTHING : encodeLogo(logo, profile)),
    ...runsOf(printed, profile).flatMap((run) => [...encodeRun(run, profile)]),
    ...(cuts ? makeCut() : NOTHING),
  ])
}

const encodeLogo = (logo: Pixels, { columns }: PrinterProfile): Uint8Array =>
  Uint8Array.from([...makeRaster(toBitmap(logo, columns * CELL_WIDTH)), ...makeFeed(LOGO_GAP_DOTS)])

/** Neighbouring lines that are printed in the same way. */
interface Run {
  readonly drawn: boolean
  readonly lines: Printed[]
}

function runsOf(lines: readonly Printed[], { page }: PrinterProfile): Run[] {
  const runs: Run[] = []
  for (const line of lines) {
    const drawn = line.kind === 'text' && !holds(page, line.text)
    const last = runs.at(-1)
    if (last?.drawn === drawn) last.lines.push(line)
    else runs.push({ drawn, lines: [line] })
  }
  return runs
}

function encodeRun({ drawn, lines }: Run, profile: PrinterProfile): Uint8Array {
  if (!drawn) return encodeText(lines, profile)
  const images = lines.flatMap((line) => (line.kind === 'text' ? [drawText(line, profile.columns)] : []))
  return Uint8Array.from(images.flatMap((image) => [...makeRaster(image)]))
}

function encodeText(lines: readonly Printed[], { columns, page, pageNumber }: PrinterProfile): Uint8Array {
  const encoder = new ReceiptPrinterEncoder({
    language: 'esc-pos',
    columns,
    newline: '\n',
    // Page 0 (PC437) is on every printer and draws the rules.
    codepageMapping: page === 'ascii' ? { cp437: 0 } : { cp437: 0, [page]: pageNumber },
    codepageCandidates: page === 'ascii' ? ['cp437'] : [page],
  })
  encoder.codepage(page === 'ascii' ? 'cp437' : page)
  for (const line of lines) add(encoder, line)
  return encoder.encode()
}

function add(encoder: ReceiptPrinterEncoder, line: Printed): ReceiptPrinterEncoder {
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
