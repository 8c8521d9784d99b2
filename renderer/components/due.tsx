import type { Amount } from '#src/money/amount.ts'
import type { Asset } from '#src/money/asset.ts'
import { useText } from '../i18n/use-text.ts'
import { Money } from './money.tsx'

interface Props {
  readonly units: bigint
  readonly asset: Asset
  /** In the shop's currency; undefined where prices are in the token. */
  readonly price: Amount | undefined
}

/** What is to be paid: the price as the customer knows it, and what the card signs beside it. */
export function Due({ units, asset, price }: Props) {
  const { t, money } = useText()
  if (!price) return <Money units={units} asset={asset} />
  return (
    <div className="due">
      <Money units={price.units} asset={price.asset} asPrice />
      <p className="due__token">{t('order.isAbout', { amount: money(units, asset) })}</p>
    </div>
  )
}
