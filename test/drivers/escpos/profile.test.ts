import ReceiptPrinterEncoder from '@point-of-sale/receipt-printer-encoder'
import { expect, it } from 'vitest'
import { PRINTER_PROFILES, type PrinterProfile } from '#drivers/escpos/profile.ts'

/** The number that another encoder's tables have for that maker's page. */
function otherNumber(maker: string, page: 'rk1048' | 'cp866'): number | undefined {
  const bytes = new ReceiptPrinterEncoder({ language: 'esc-pos', codepageMapping: maker as 'epson' })
    .codepage(page)
    .text('Я')
    .encode()
  // ESC t n
  return bytes[2]
}

const PROFILES: readonly [string, PrinterProfile][] = Object.entries(PRINTER_PROFILES)
const WITH_PAGES = PROFILES.filter(([name]) => /^(epson|bixolon|citizen|star|xprinter)-/.test(name))

it.each(WITH_PAGES)('%s selects its page by the number that others know', (name, { page, pageNumber }) => {
  if (page !== 'rk1048' && page !== 'cp866') throw new Error('a page that nobody has')
  expect(pageNumber).toBe(otherNumber(name.split('-')[0] ?? '', page))
})

it.each(PROFILES)('%s has as many letters as its paper', (name, { columns }) => {
  expect(columns).toBe({ '80': 48, '512': 42, '58': 32 }[name.split('-')[1] ?? ''])
})

it.each(PROFILES)('%s asks the printer only when it is automatic', (name, { asksModel }) => {
  expect(asksModel).toBe(name.startsWith('auto-'))
})
