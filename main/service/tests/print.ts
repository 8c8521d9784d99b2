import type { Page } from '#drivers/escpos/pages.ts'
import type { PrinterProfile } from '#drivers/escpos/profile.ts'
import { encodeReceipt } from '#drivers/escpos/receipt.ts'
import type { StepName } from '#src/ipc/maintenance.ts'
import type { ReceiptLine } from '#src/receipt/line.ts'
import type { PrinterService } from '../../devices/printer.ts'
import type { Steps } from '../steps.ts'
import { line } from './payment-path.ts'

export interface PrintTestParts {
  readonly printer: Pick<PrinterService, 'printEncoded'>
}

const LETTERS = ['ӘәҒғҚқҢңӨөҰұҮүҺһІі', 'АБВГДЕЖЗИЙ абвгдежзий', 'ABCDEFGHIJ abcdefghij 0123456789']
const QR = 'TAPSYR SELF-TEST'

interface Sheet {
  readonly step: StepName
  readonly title: string
  /** Undefined: drawn, which every printer can. */
  readonly page?: Page
  /** Where the page is on printers that have it and do not say where (Epson's reference, ESC t). */
  readonly usualNumber?: number
}

const SHEETS: readonly Sheet[] = [
  { step: 'page-kz1048', title: 'KZ-1048', page: 'rk1048', usualNumber: 53 },
  { step: 'page-cp866', title: 'PC866', page: 'cp866', usualNumber: 17 },
  { step: 'page-windows1251', title: 'WPC1251', page: 'windows1251', usualNumber: 46 },
  { step: 'page-drawn', title: 'raster' },
]

/**
 * One piece of paper for each code page, so that a technician sees which of them the printer has: what
 * is printed wrongly there the terminal has to draw. The last one has a QR code and is cut.
 */
export async function testPrint({ printer }: PrintTestParts, steps: Steps): Promise<void> {
  const printed = (step: StepName, encode: (profile: PrinterProfile) => Uint8Array) =>
    steps.run(step, () => printer.printEncoded(encode), { late: 'PRINTER_SILENT', tell: (how) => how })
  for (const sheet of SHEETS) {
    const done = await printed(sheet.step, (profile) => encodeReceipt(linesOf(sheet), inPage(profile, sheet)))
    if (!done.ok) return
  }
  await printed('qr', (profile) =>
    encodeReceipt([{ kind: 'qr', payload: QR }, line(QR, 'center'), { kind: 'cut' }], profile),
  )
}

/** The printer's own number for the page, where its profile has one. */
function inPage(profile: PrinterProfile, { page = 'ascii', usualNumber = 0 }: Sheet): PrinterProfile {
  return page === profile.page ? profile : { ...profile, page, pageNumber: usualNumber }
}

const linesOf = ({ title, step }: Sheet): ReceiptLine[] => [
  line(`${title} (${step})`, 'left', true),
  ...LETTERS.map((letters) => line(letters)),
  { kind: 'feed', lines: 1 },
]
