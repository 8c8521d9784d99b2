import { expect, it } from 'vitest'
import { LANGUAGES } from '#src/language.ts'
import { toPaperLetters } from '#src/receipt/letters.ts'
import { RECEIPT_WORDS } from '#src/receipt/words.ts'

it.each(LANGUAGES)('has every word and twelve months in %s', (language) => {
  const { settlesBy, fullDate, months, ...words } = RECEIPT_WORDS[language]
  expect(Object.values(words).filter((word) => word.trim() === '')).toEqual([])
  expect(new Set(months).size).toBe(12)
  expect(settlesBy('27 x')).toContain('27 x')
  expect(fullDate({ day: 4, month: 11, monthName: 'Nov', year: 2026 })).toContain('2026')
})

it.each(LANGUAGES)('uses only letters that printers have in %s', (language) => {
  const { settlesBy, fullDate, months, ...words } = RECEIPT_WORDS[language]
  for (const word of [...Object.values(words), ...months, settlesBy('')])
    expect(toPaperLetters(word)).toBe(word)
})
