import { expect, it } from 'vitest'
import { PRINTER_PROFILES, printableLanguage } from '#drivers/escpos/profile.ts'

it('prints Russian for Kazakh only where the Kazakh letters are missing', () => {
  expect(printableLanguage('kk', PRINTER_PROFILES['epson-80'])).toBe('kk')
  expect(printableLanguage('kk', PRINTER_PROFILES['generic-58'])).toBe('ru')
  expect(printableLanguage('en', PRINTER_PROFILES['generic-58'])).toBe('en')
})
