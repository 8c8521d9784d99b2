import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { ErrorCode } from '#src/errors/codes.ts'
import type { ErrorWords } from '#src/errors/words/table.ts'
import { errorWords } from '#src/errors/words/words.ts'
import { LANGUAGES, type Language } from '#src/language.ts'
import { formatAmount } from '#src/money/amount.ts'
import type { Asset } from '#src/money/asset.ts'
import type { TextKey } from './table.ts'

export interface Text {
  readonly language: Language
  readonly t: (key: TextKey, values?: Readonly<Record<string, string | number>>) => string
  /** What happened and what to do now. */
  readonly error: (code: ErrorCode) => ErrorWords
  /** "4.27 USDC", never broken over two lines. */
  readonly money: (units: bigint, asset: Asset) => string
  /** "14:32", by the terminal's own zone. */
  readonly time: (ms: number) => string
  /** "24 Nov, 14:32". */
  readonly moment: (ms: number) => string
}

/** Everything a screen says, in the language that is chosen now. */
export function useText(): Text {
  const { i18n } = useTranslation()
  const language = LANGUAGES.find((known) => known === i18n.language) ?? 'kk'
  return useMemo(() => makeText(language, i18n.t as Text['t']), [language, i18n])
}

function makeText(language: Language, t: Text['t']): Text {
  const clock = new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  const day = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short' })
  return {
    language,
    t,
    error: (code) => errorWords(code, language),
    money: (units, asset) => `${formatAmount({ units, asset }, language)}\u00a0${asset.symbol}`,
    time: (ms) => clock.format(ms),
    moment: (ms) => `${day.format(ms)}, ${clock.format(ms)}`,
  }
}
