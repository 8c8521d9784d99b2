import { formatAmount, formatPrice } from '#src/money/amount.ts'
import type { Asset } from '#src/money/asset.ts'
import { useText } from '../i18n/use-text.ts'

interface Props {
  readonly units: bigint
  readonly asset: Asset
  readonly muted?: boolean
  /** As prices are written: whole amounts bare. */
  readonly asPrice?: boolean
}

/** The amount of the screen: the largest thing on it, smaller only when it would not fit. */
export function Money({ units, asset, muted = false, asPrice = false }: Props) {
  const { language } = useText()
  const digits = (asPrice ? formatPrice : formatAmount)({ units, asset }, language)
  // ₸ is read as a part of the number, USDC beside it.
  const isSign = asset.symbol.length === 1
  return (
    <p className={`money ${sizeOf(digits)} ${muted ? 'money--muted' : ''}`}>
      <span className="money__digits">{digits}</span>{' '}
      <span className={`money__symbol ${isSign ? 'money__symbol--sign' : ''}`}>{asset.symbol}</span>
    </p>
  )
}

function sizeOf(digits: string): string {
  if (digits.length <= 8) return 'money--short'
  return digits.length <= 12 ? 'money--middle' : 'money--long'
}
