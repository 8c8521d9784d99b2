import type { Language } from '../language.ts'
import { fail, ok, type Result } from '../result.ts'
import type { Asset } from './asset.ts'

/** Money: a whole number of the asset's smallest units. Never a JavaScript number. */
export interface Amount {
  readonly units: bigint
  readonly asset: Asset
}

/**
 * Reads a plain decimal string ("12.5"): digits, at most one point, no sign, no more places than
 * the asset has. Nothing is rounded.
 */
export function parseAmount(text: string, asset: Asset): Result<Amount, 'SALE_AMOUNT_INVALID'> {
  const match = /^(\d{1,30})(?:\.(\d{1,30}))?$/.exec(text)
  const [, whole, fraction = ''] = match ?? []
  if (whole === undefined || fraction.length > asset.decimals)
    return fail('SALE_AMOUNT_INVALID', `not an amount of ${asset.symbol}: ${text.slice(0, 40)}`)
  return ok({ units: BigInt(whole + fraction.padEnd(asset.decimals, '0')), asset })
}

/** The exact decimal string, without needless zeros: 12.5 USDC is "12.5". The inverse of `parseAmount`. */
export function toDecimal({ units, asset }: Amount): string {
  const digits = units.toString().padStart(asset.decimals + 1, '0')
  const whole = digits.slice(0, digits.length - asset.decimals)
  const fraction = digits.slice(digits.length - asset.decimals).replace(/0+$/, '')
  return fraction === '' ? whole : `${whole}.${fraction}`
}

const MARKS: Record<Language, { point: string; group: string }> = {
  en: { point: '.', group: ',' },
  ru: { point: ',', group: '\u00a0' },
  kk: { point: ',', group: '\u00a0' },
}

/**
 * An amount for people, without its symbol: at least two decimals, thousands apart, all digits
 * that are not zero kept ("1,234.50", "1 234,50").
 */
export const formatAmount = (amount: Amount, language: Language): string =>
  formatDecimal(toDecimal(amount), language, Math.min(2, amount.asset.decimals))

/** The same, with whole amounts bare, as prices are written: "2 290", "2 290,50". */
export const formatPrice = (amount: Amount, language: Language): string => {
  const decimal = toDecimal(amount)
  return formatDecimal(decimal, language, decimal.includes('.') ? Math.min(2, amount.asset.decimals) : 0)
}

/** A plain decimal string for people, with at least so many places and none of its digits lost. */
export function formatDecimal(decimal: string, language: Language, leastPlaces = 0): string {
  const { point, group } = MARKS[language]
  const [whole = '0', fraction = ''] = decimal.split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, group)
  const places = fraction.padEnd(leastPlaces, '0')
  return places === '' ? grouped : grouped + point + places
}
