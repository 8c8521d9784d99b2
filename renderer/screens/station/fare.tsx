import { formatPrice } from '#src/money/amount.ts'
import type { Asset } from '#src/money/asset.ts'
import { useText } from '../../i18n/use-text.ts'

interface Props {
  readonly units: bigint
  readonly currency: Asset
}

/** The largest thing on the screen. */
export function Fare({ units, currency }: Props) {
  const { language } = useText()
  const digits = formatPrice({ units, asset: currency }, language)
  return (
    <p className={`station__fare ${sizeOf(digits)}`}>
      {digits}
      {'\u00a0'}
      {currency.symbol}
    </p>
  )
}

function sizeOf({ length }: string): string {
  if (length <= 4) return ''
  return length <= 6 ? 'station__fare--long' : 'station__fare--longer'
}
