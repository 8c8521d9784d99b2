import type { DisplayContent } from '#src/display/content.ts'
import type { Asset } from '#src/money/asset.ts'
import { Due } from '../components/due.tsx'
import { ResultShape } from '../components/result-shape.tsx'
import { useText } from '../i18n/use-text.ts'

type Props = DisplayContent & { kind: 'paid' | 'declined' } & { readonly asset: Asset }

/** Paid or not: the whole screen in the result's colour, with its shape and its word. */
export function Outcome({ kind, units, asset, price }: Props) {
  const { t } = useText()
  const paid = kind === 'paid'
  return (
    <main className={`customer customer--${kind}`} role="status">
      <ResultShape kind={kind} />
      <h1 className="customer__word">{t(paid ? 'result.paid' : 'result.notPaid')}</h1>
      <Due units={units} asset={asset} price={price} />
      <p className="customer__more">{t(paid ? 'result.thanks' : 'customer.ask')}</p>
    </main>
  )
}
