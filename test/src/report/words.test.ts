import { expect, it } from 'vitest'
import { LANGUAGES } from '#src/language.ts'
import { toPaperLetters } from '#src/receipt/letters.ts'
import { REPORT_WORDS } from '#src/report/words.ts'

it.each(LANGUAGES)('has every word in %s, in letters that printers have', (language) => {
  const { z, pricedSales, ...words } = REPORT_WORDS[language]
  for (const word of [...Object.values(words), z(7), pricedSales('USDC')]) {
    expect(word.trim()).toBe(word)
    expect(word).not.toBe('')
    expect(toPaperLetters(word)).toBe(word)
  }
  expect(z(42)).toContain('42')
  expect(pricedSales('USDC')).toContain('USDC')
})
