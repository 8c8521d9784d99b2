import type { Amount } from '#src/money/amount.ts'
import type { Asset } from '#src/money/asset.ts'
import type { Debt } from '#src/sale/debt.ts'
import type { Text } from '../i18n/use-text.ts'

/** How much and since when: "120 ₸", or "0.25 USDC" where it is known in the token alone; "12 Mar", never broken. */
export const debtWords = (
  { owed, since }: Debt,
  token: Asset,
  text: Text,
): { readonly amount: string; readonly day: string } => ({
  amount: amountText(owed, token, text),
  day: text.day(since).replaceAll(' ', '\u00a0'),
})

/** The debt with a sale of so many units: in the currency of the prices where both have one and the same, else in the token. */
export function togetherText(
  { owed, units }: Debt,
  sale: { readonly units: bigint; readonly price: Amount | undefined },
  token: Asset,
  text: Text,
): string {
  const sum =
    sale.price?.asset.symbol === owed.asset.symbol
      ? { asset: owed.asset, units: owed.units + sale.price.units }
      : { asset: token, units: units + sale.units }
  return amountText(sum, token, text)
}

const amountText = ({ units, asset }: Amount, token: Asset, { money, price }: Text): string =>
  asset.symbol === token.symbol ? money(units, asset) : price(units, asset)
