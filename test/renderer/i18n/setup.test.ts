import { describe, expect, it } from 'vitest'
import { TRANSLATORS } from '#renderer/i18n/setup.ts'
import { LANGUAGES } from '#src/language.ts'

describe.each(LANGUAGES)('the translator for %s', (language) => {
  const translator = TRANSLATORS[language]

  it('is ready at once and speaks its own language', () => {
    expect(translator.isInitialized).toBe(true)
    expect(translator.language).toBe(language)
  })

  it('falls back to no other language', () => {
    expect(translator.options.fallbackLng).toBe(false)
    expect(Object.keys(translator.options.resources ?? {})).toEqual([language])
    expect(translator.t('no.such.key' as 'cancel')).toBe('no.such.key')
  })

  it('puts amounts and names in as they are', () => {
    expect(translator.t('tap.payee', { shop: 'Tea & <Milk>' })).toContain('Tea & <Milk>')
  })
})

it.each([
  [1, '1 ждёт'],
  [3, '3 ждут'],
  [11, '11 ждут'],
  [21, '21 ждёт'],
])('counts %i in Russian', (count, expected) => {
  expect(TRANSLATORS.ru.t('status.waiting', { count })).toBe(expected)
})
