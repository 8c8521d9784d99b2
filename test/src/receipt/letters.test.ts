import { expect, it } from 'vitest'
import { toPaperLetters } from '#src/receipt/letters.ts'

it('writes what no printer has in letters that all have', () => {
  expect(toPaperLetters('1\u00a0190 USDC — «Апорт»…')).toBe('1 190 USDC - "Апорт"...')
})

it('leaves Kazakh, Russian, English and the tenge sign alone', () => {
  const text = 'ӘәҒғҚқҢңӨөҰұҮүҺһІі Ёё № Abc 123 #$% ₸'
  expect(toPaperLetters(text)).toBe(text)
})

it('joins letters with their marks, as printers know only whole letters', () => {
  expect(toPaperLetters('и\u0306 е\u0308')).toBe('й ё')
})
