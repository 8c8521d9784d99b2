import { expect, test } from 'vitest'
import { durationText } from '#renderer/components/duration.ts'
import { TRANSLATORS } from '#renderer/i18n/setup.ts'
import { makeText } from '#renderer/i18n/use-text.ts'

const EN = makeText('en', TRANSLATORS.en)

test.each([
  [45, '45 s'],
  [119, '119 s'],
  [120, '2 min'],
  [7199, '120 min'],
  [7380, '2 h'],
  [172_799, '48 h'],
  [172_800, '2 days'],
  [31_536_000_000, '365,000 days'],
])('%i seconds are %s', (seconds, text) => {
  expect(durationText(seconds, EN)).toBe(text)
})

test('in Kazakh and in Russian', () => {
  expect(durationText(180, makeText('kk', TRANSLATORS.kk))).toBe('3 минут')
  expect(durationText(180, makeText('ru', TRANSLATORS.ru))).toBe('3 мин')
})
