import type { DisplayContent } from '#src/display/content.ts'
import type { Asset } from '#src/money/asset.ts'
import { debtWords } from '../components/debt-text.ts'
import { Mark } from '../components/mark.tsx'
import { useText } from '../i18n/use-text.ts'

type Props = DisplayContent & { kind: 'debt' } & { readonly asset: Asset }

/** What the customer owes and since when, or that it is being paid. Amber: it needs their word. */
export function DebtAsked({ asset, debt, isPaying }: Props) {
  const text = useText()
  const { t } = text
  const values = debtWords(debt, asset, text)
  return (
    <main className="customer customer--debt" role="status">
      <Mark kind="attention" />
      <h1 className="customer__question">{t(isPaying ? 'customer.paying' : 'customer.owe', values)}</h1>
      <p className="customer__more">{t(isPaying ? 'customer.moment' : 'customer.tellCashier')}</p>
    </main>
  )
}
