import { describe, expect, it } from 'vitest'
import { EN } from '#renderer/i18n/en.ts'
import { KK } from '#renderer/i18n/kk.ts'
import { RU } from '#renderer/i18n/ru.ts'
import { PLAIN_KEYS } from '#renderer/i18n/table.ts'

const TABLES = [
  ['kk', KK],
  ['ru', RU],
  ['en', EN],
] as const

const withoutForm = (key: string) => key.replace(/_(one|few|many|other)$/, '')
const variables = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort()
const keysOf = (table: object) => [...new Set(Object.keys(table).map(withoutForm))].sort()

describe.each(TABLES)('the texts in %s', (language, table) => {
  const entries = Object.entries<string>(table)

  it('are the same ones as in the other languages', () => {
    expect(keysOf(table)).toEqual(keysOf(EN))
    expect(keysOf(table)).toEqual(expect.arrayContaining([...PLAIN_KEYS]))
  })

  it('are never empty or untrimmed', () => {
    for (const [key, text] of entries) expect(text, key).toMatch(/^\S(.*\S)?$/)
  })

  it('name the same variables as the English ones', () => {
    const english = new Map(Object.entries<string>(EN).map(([key, text]) => [withoutForm(key), text]))
    for (const [key, text] of entries)
      expect(variables(text), key).toEqual(variables(english.get(withoutForm(key)) ?? ''))
  })

  it('have exactly the plural forms that the language has', () => {
    const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories.sort()
    const counted = entries.filter(([key]) => key.startsWith('queue.gas_'))
    expect(counted.map(([key]) => key.replace('queue.gas_', '')).sort()).toEqual(forms)
  })
})

it('writes Kazakh and Russian in Cyrillic only', () => {
  for (const table of [KK, RU])
    for (const [key, text] of Object.entries<string>(table))
      expect(text.replace(/\{\{\w+\}\}/g, ''), key).not.toMatch(/[a-z]/i)
})
