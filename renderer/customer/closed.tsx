import { Mark } from '../components/mark.tsx'
import { useText } from '../i18n/use-text.ts'

/** Nobody is served here: said to whoever stands in front of it, with where to go. */
export function Closed({ shop }: { readonly shop: string }) {
  const { t } = useText()
  return (
    <main className="customer customer--closed" role="status">
      <header className="customer__name">{shop}</header>
      <Mark kind="bad" />
      <h1 className="customer__word">{t('customer.closed')}</h1>
      <p className="customer__more">{t('customer.closedNow')}</p>
    </main>
  )
}
