import { expect, test } from 'vitest'
import { missingWords } from '#renderer/components/missing.ts'
import { TRANSLATORS } from '#renderer/i18n/setup.ts'
import { makeText } from '#renderer/i18n/use-text.ts'

const EN = makeText('en', TRANSLATORS.en)

test('one receipt', () => {
  expect(missingWords([{ from: 12, to: 12 }], 1, EN)).toEqual({
    what: 'Receipt 001-000012 is missing from this terminal’s records.',
    now: 'Keep the paper copies and tell the owner.',
  })
})

test('a range and a single one', () => {
  const ranges = [
    { from: 12, to: 15 },
    { from: 40, to: 40 },
  ]
  expect(missingWords(ranges, 2, EN).what).toBe(
    'Receipts 002-000012 to 002-000015, 002-000040 are missing from this terminal’s records.',
  )
})

test('of many ranges the first, and how many receipts the others have', () => {
  const ranges = [1, 11, 21, 31, 41].map((from) => ({ from, to: from + 1 }))
  expect(missingWords(ranges, 1, EN).what).toContain('001-000021 to 001-000022, and 4 more are missing')
})

test('in Kazakh and in Russian', () => {
  const range = [{ from: 12, to: 15 }]
  expect(missingWords(range, 1, makeText('kk', TRANSLATORS.kk)).what).toBe(
    'Терминалдың жазбаларында мына чектер жоқ: 001-000012 – 001-000015.',
  )
  expect(missingWords(range, 1, makeText('ru', TRANSLATORS.ru)).what).toBe(
    'В записях терминала нет чеков: 001-000012 – 001-000015.',
  )
})
