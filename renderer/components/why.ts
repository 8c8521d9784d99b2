import type { ErrorCode } from '#src/errors/codes.ts'
import { formatAmount } from '#src/money/amount.ts'
import type { Asset } from '#src/money/asset.ts'
import type { RiskState, Why } from '#src/risk/why.ts'
import type { Text } from '../i18n/use-text.ts'
import { durationText } from './duration.ts'

const KEY_OF = {
  RISK_OFFLINE_TOO_LONG: 'why.hours',
  RISK_FLOOR: 'why.floor',
  RISK_CARD_SUM: 'why.cardSum',
  RISK_CARD_COUNT: 'why.cardCount',
  RISK_CONSECUTIVE: 'why.row',
} as const satisfies Partial<Record<ErrorCode, string>>

const isKnown = (code: ErrorCode): code is keyof typeof KEY_OF => code in KEY_OF

/** "With this one: 41,200 of 40,000 USDC offline. 61 h left." */
export function whyText(code: ErrorCode, why: Why, asset: Asset, text: Text): string {
  const isSum = typeof why.limit === 'bigint'
  const key = isKnown(code) ? KEY_OF[code] : isSum ? 'why.sum' : 'why.count'
  const figures = text.t(key, {
    figure: amount(why.figure, asset, text),
    limit: typeof why.limit === 'bigint' ? text.money(why.limit, asset) : text.count(why.limit),
  })
  return `${figures} ${leftText(why, text)}`
}

/** "Offline: 37 of 100 payments, 41,200 of 250,000 USDC. 61 h left. Deny list: 3 h old." */
export function exposureText(state: RiskState, asset: Asset, text: Text): { what: string; now: string } {
  const { t, count, money } = text
  const what = t('exposure.what', {
    ...{ count: count(state.count), maxCount: count(state.maxCount) },
    ...{ sum: amount(state.units, asset, text), maxSum: money(state.maxUnits, asset) },
  })
  const { denyListAge } = state
  const age = denyListAge === null ? null : durationText(denyListAge / 1000, text)
  const list = age === null ? '' : ` ${t('exposure.denyList', { age })}`
  return { what, now: `${leftText(state, text)}${list}` }
}

const leftText = ({ hoursLeft }: Pick<Why, 'hoursLeft'>, { t, count }: Text): string =>
  t('why.left', { hours: count(hoursLeft) })

/** Its symbol stands behind the limit. */
const amount = (figure: bigint | number, asset: Asset, { count, language }: Text): string =>
  typeof figure === 'bigint' ? formatAmount({ units: figure, asset }, language) : count(figure)
