import type { Language } from '#src/language.ts'
import type { Columns } from '#src/receipt/line.ts'

/** Code pages with Cyrillic letters; only `rk1048` (KZ-1048) holds the Kazakh ones. */
export type CyrillicPage = 'rk1048' | 'cp866' | 'windows1251'

/** What differs between models of printers that all speak ESC/POS. */
export interface PrinterProfile {
  readonly columns: Columns
  readonly page: CyrillicPage
  /** The number by which ESC t selects that page on this model. */
  readonly pageNumber: number
  /** False for a model that prints GS ( H as text instead of skipping it. */
  readonly asksProcessId: boolean
}

/**
 * Page numbers: Epson from its reference (ESC t: 17 PC866, 46 WPC1251, 53 KZ-1048); the clones
 * mostly follow 17, but check each model with its self-test print.
 */
export const PRINTER_PROFILES = {
  'epson-80': { columns: 48, page: 'rk1048', pageNumber: 53, asksProcessId: true },
  'epson-58': { columns: 32, page: 'rk1048', pageNumber: 53, asksProcessId: true },
  'generic-80': { columns: 48, page: 'cp866', pageNumber: 17, asksProcessId: true },
  'generic-58': { columns: 32, page: 'cp866', pageNumber: 17, asksProcessId: true },
} as const satisfies Record<string, PrinterProfile>

export type PrinterProfileName = keyof typeof PRINTER_PROFILES

/** The language to print in: Russian for Kazakh on a printer without the Kazakh letters. */
export const printableLanguage = (wanted: Language, { page }: PrinterProfile): Language =>
  wanted === 'kk' && page !== 'rk1048' ? 'ru' : wanted
