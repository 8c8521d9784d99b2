import type { Columns } from '#src/receipt/line.ts'
import type { Page } from './pages.ts'

/** What differs between models of printers that all speak ESC/POS. */
export interface PrinterProfile {
  readonly columns: Columns
  readonly page: Page
  /** The number by which ESC t selects that page on this model. */
  readonly pageNumber: number
  /** False for a model that prints GS ( H as text instead of skipping it. */
  readonly asksProcessId: boolean
  /** Sold in Asia first: takes two bytes above 7F for one letter until FS . ends that. */
  readonly startsInKanji: boolean
  /** Only where to begin: the printer is asked what it is (`models.ts`). */
  readonly asksModel: boolean
}

const KNOWN = { asksProcessId: true, startsInKanji: false, asksModel: false }
const CLONE = { ...KNOWN, startsInKanji: true }

const KAZAKH = { ...KNOWN, page: 'rk1048', pageNumber: 53 } as const
const RUSSIAN = { ...KNOWN, page: 'cp866', pageNumber: 17 } as const
const CITIZEN = { ...KNOWN, page: 'cp866', pageNumber: 7 } as const
const UNSURE = { ...CLONE, page: 'cp866', pageNumber: 17 } as const
const DRAWN = { ...CLONE, page: 'ascii', pageNumber: 0 } as const

/**
 * By maker and paper. `512`: 80 mm paper with 512 dots across (180 dots to the inch), 42 letters;
 * all Epson TM-T88 and TM-T70. `star`: switched to ESC/POS. `drawn`: any printer, at the price of
 * time on a slow line. Page numbers: Epson's reference (ESC t), the others from escpos-printer-db;
 * check each new model with its self-test print.
 */
export const PRINTER_PROFILES = {
  'auto-80': { ...DRAWN, columns: 48, asksModel: true },
  'auto-58': { ...DRAWN, columns: 32, asksModel: true },
  'epson-80': { ...KAZAKH, columns: 48 },
  'epson-512': { ...KAZAKH, columns: 42 },
  'epson-58': { ...KAZAKH, columns: 32 },
  'bixolon-80': { ...RUSSIAN, columns: 48 },
  'bixolon-512': { ...RUSSIAN, columns: 42 },
  'bixolon-58': { ...RUSSIAN, columns: 32 },
  'citizen-80': { ...CITIZEN, columns: 48 },
  'citizen-58': { ...CITIZEN, columns: 32 },
  'star-80': { ...RUSSIAN, columns: 48 },
  'star-58': { ...RUSSIAN, columns: 32 },
  'xprinter-80': { ...UNSURE, columns: 48 },
  'xprinter-58': { ...UNSURE, columns: 32 },
  'generic-80': { ...UNSURE, columns: 48 },
  'generic-512': { ...UNSURE, columns: 42 },
  'generic-58': { ...UNSURE, columns: 32 },
  'drawn-80': { ...DRAWN, columns: 48 },
  'drawn-512': { ...DRAWN, columns: 42 },
  'drawn-58': { ...DRAWN, columns: 32 },
} as const satisfies Record<string, PrinterProfile>

export type PrinterProfileName = keyof typeof PRINTER_PROFILES
