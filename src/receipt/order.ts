import type { Language } from '../language.ts'
import { formatAmount, formatDecimal } from '../money/amount.ts'
import type { Asset } from '../money/asset.ts'
import type { Order, OrderLine, Rate } from '../order/order.ts'
import { lineTotal } from '../order/price.ts'
import type { ReceiptWords } from './words.ts'

/** What stands at the two edges of one line. */
export type Row = readonly [label: string, value: string]

/** "  2 × 520.00" and "1,040.00". The currency stands at the total: its sign is drawn on most printers. */
export const goods = (line: OrderLine, currency: Asset, language: Language): Row => [
  `  ${line.quantity} × ${formatAmount({ units: line.unitPrice, asset: currency }, language)}`,
  formatAmount({ units: lineTotal(line), asset: currency }, language),
]

/** What was taken off and added; neither row where there is neither. */
export function discountAndTip(
  { discount, tip, currency }: Order,
  words: ReceiptWords,
  language: Language,
): readonly Row[] {
  const sum = (units: bigint) => formatAmount({ units, asset: currency }, language)
  return [
    ...(discount > 0n ? [[words.discount, `-${sum(discount)}`] as const] : []),
    ...(tip > 0n ? [[words.tip, sum(tip)] as const] : []),
  ]
}

/** "1 USDC = 536.20 ₸", with every digit that was reckoned with. */
export const formatRate = (rate: Rate, currency: Asset, token: Asset, language: Language): string =>
  `1 ${token.symbol} = ${formatDecimal(rate.value, language)} ${currency.symbol}`
