import { formatPrice } from '#src/money/amount.ts'
import type { Asset } from '#src/money/asset.ts'
import { useText } from '../../i18n/use-text.ts'

/** "120 ₸", never broken over two lines. */
export function usePrice(currency: Asset): (units: bigint) => string {
  const { language } = useText()
  return (units) => `${formatPrice({ units, asset: currency }, language)}\u00a0${currency.symbol}`
}
