import type { i18n } from 'i18next'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { ErrorCode } from '#src/errors/codes.ts'
import type { ErrorWords } from '#src/errors/words/table.ts'
import { errorWords } from '#src/errors/words/words.ts'
import { LANGUAGES, type Language } from '#src/language.ts'
import { formatAmount, formatPrice } from '#src/money/amount.ts'
import type { Asset } from '#src/money/asset.ts'
import { formatDay, formatDeadline, formatMoment } from '#src/receipt/date.ts'
import { RECEIPT_WORDS } from '#src/receipt/words.ts'
import type { TextKey } from './table.ts'

export interface Text {
  readonly language: Language
  readonly t: (key: TextKey, values?: Readonly<Record<string, string | number>>) => string
  /** What happened and what to do now. */
  readonly error: (code: ErrorCode) => ErrorWords
  /** "4.27 USDC", never broken over two lines. */
  readonly money: (units: bigint, asset: Asset) => string
  /** The same as prices are written: "2,290 ₸". */
  readonly price: (units: bigint, asset: Asset) => string
  /** "10,000". */
  readonly count: (n: number) => string
  /** "14:32", by the terminal's own zone. */
  readonly time: (ms: number) => string
  /** "24 Nov 14:32", in the words of the receipt: the browser has no Kazakh months. */
  readonly moment: (ms: number) => string
  /** "24 Nov 2026 14:32 UTC+05:00": where the year may be wrong. */
  readonly wholeMoment: (ms: number) => string
  /** "24 Nov". */
  readonly day: (ms: number) => string
}

/** Everything a screen says, in the language that is chosen now. */
export function useText(): Text {
  const { i18n } = useTranslation()
  const language = LANGUAGES.find((known) => known === i18n.language) ?? 'kk'
  return useMemo(() => makeText(language, i18n), [language, i18n])
}

export function makeText(language: Language, translator: i18n): Text {
  return {
    language,
    t: (key, values) => translator.t(key, { ...values }),
    error: (code) => errorWords(code, language),
    money: (units, asset) => `${formatAmount({ units, asset }, language)}\u00a0${asset.symbol}`,
    price: (units, asset) => `${formatPrice({ units, asset }, language)}\u00a0${asset.symbol}`,
    count: (n) => formatAmount({ units: BigInt(n), asset: PIECES }, language),
    time: (ms) => clockOf(new Date(ms)),
    moment: (ms) => formatDeadline({ at: ms, utcOffsetMinutes: offsetAt(ms) }, RECEIPT_WORDS[language]),
    wholeMoment: (ms) => formatMoment({ at: ms, utcOffsetMinutes: offsetAt(ms) }, RECEIPT_WORDS[language]),
    day: (ms) => formatDay({ at: ms, utcOffsetMinutes: offsetAt(ms) }, RECEIPT_WORDS[language]),
  }
}

const PIECES: Asset = { symbol: '', decimals: 0 }

const two = (n: number): string => n.toString().padStart(2, '0')
const clockOf = (date: Date): string => `${two(date.getHours())}:${two(date.getMinutes())}`
const offsetAt = (ms: number): number => -new Date(ms).getTimezoneOffset()
