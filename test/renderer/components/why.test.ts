import { expect, test } from 'vitest'
import { exposureText, whyText } from '#renderer/components/why.ts'
import { TRANSLATORS } from '#renderer/i18n/setup.ts'
import { makeText } from '#renderer/i18n/use-text.ts'
import type { ErrorCode } from '#src/errors/codes.ts'
import type { Language } from '#src/language.ts'
import type { Why } from '#src/risk/why.ts'

const TENGE = { symbol: 'KZTE', decimals: 2 }
const said = (language: Language, code: ErrorCode, why: Pick<Why, 'figure' | 'limit'>) =>
  whyText(code, { ...why, hoursLeft: 61 }, TENGE, makeText(language, TRANSLATORS[language])).replace(
    /\s/g,
    ' ',
  )

test('a limit is told with its figure, in words', () => {
  const sum = { figure: 4_120_000n, limit: 4_000_000n }
  expect(said('en', 'RISK_EXPOSURE', sum)).toBe(
    'With this one: 41,200.00 of 40,000.00 KZTE offline. 61 h left.',
  )
  expect(said('en', 'RISK_EXPOSURE', { figure: 101, limit: 100 })).toBe(
    'With this one: 101 of 100 offline payments. 61 h left.',
  )
  expect(said('en', 'RISK_CARD_COUNT', { figure: 5, limit: 4 })).toBe(
    'This card: 5 of 4 offline payments. 61 h left.',
  )
  expect(said('ru', 'RISK_FLOOR', sum)).toBe('Этот платёж: 41 200,00 из 40 000,00 KZTE. Осталось 61 ч.')
  expect(said('kk', 'RISK_OFFLINE_TOO_LONG', { figure: 73, limit: 72 })).toBe(
    'Желісіз: 73 / 72 сағат. 61 сағат қалды.',
  )
})

test('the exposure is one line, with the deny list where there is one', () => {
  const text = makeText('en', TRANSLATORS.en)
  const state = { count: 37, maxCount: 100, units: 4_120_000n, maxUnits: 25_000_000n, hoursLeft: 61 }
  const plain = (age: number | null) => {
    const { what, now } = exposureText({ ...state, denyListAge: age }, TENGE, text)
    return `${what} ${now}`.replace(/\s/g, ' ')
  }
  const all = 'Offline: 37 of 100 payments, 41,200.00 of 250,000.00 KZTE. 61 h left.'
  expect(plain(null)).toBe(all)
  expect(plain(3 * 3_600_000)).toBe(`${all} Deny list: 3 h old.`)
})
