import { describe, expect, it } from 'vitest'
import { TABLES as ALL } from '#renderer/i18n/tables.ts'
import { LANGUAGES } from '#src/language.ts'

const TABLES = LANGUAGES.map((language) => [language, ALL[language]] as const)
const { kk: KK, ru: RU, en: EN } = ALL

const withoutForm = (key: string) => key.replace(/_(one|few|many|other)$/, '')
const variables = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort()
const keysOf = (table: object) => [...new Set(Object.keys(table).map(withoutForm))].sort()

describe.each(TABLES)('the texts in %s', (language, table) => {
  const entries = Object.entries<string>(table)

  it('are the same ones as in the other languages', () => {
    expect(keysOf(table)).toEqual(keysOf(EN))
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

/** Written so in every language. */
const NAMES = /KZ-1048|CP866|Windows-1251|https|0x|PIN|QR|USB|RPC|USDC|ESC\/POS|Ctrl|Alt|JSON|Wi-Fi|EIP-\d+/g

it('writes Kazakh and Russian in Cyrillic only', () => {
  for (const table of [KK, RU])
    for (const [key, text] of Object.entries<string>(table))
      expect(text.replace(/\{\{\w+\}\}/g, '').replace(NAMES, ''), key).not.toMatch(/[a-z]/i)
})
