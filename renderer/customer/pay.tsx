import type { DisplayContent } from '#src/display/content.ts'
import type { Asset } from '#src/money/asset.ts'
import { Due } from '../components/due.tsx'
import { Mark } from '../components/mark.tsx'
import { Qr } from '../components/qr.tsx'
import { useText } from '../i18n/use-text.ts'

type Props = DisplayContent & { kind: 'pay' } & { readonly shop: string; readonly asset: Asset }

/** To whom, how much, and what to do; in amber when the last try did not work. */
export function Pay({ shop, asset, units, price, again, qr }: Props) {
  const { t } = useText()
  return (
    <main className="customer customer--pay">
      <header className="customer__payee">{t('tap.payee', { shop })}</header>
      <section className={`customer__due ${qr === null ? '' : 'customer__due--code'}`}>
        <div>
          <p className="customer__ask">{t('customer.pay')}</p>
          <Due units={units} asset={asset} price={price} />
        </div>
        {qr !== null && (
          <figure className="customer__code">
            <Qr text={qr} label={t('tap.walletCode')} />
            <figcaption>{t('tap.wallet')}</figcaption>
          </figure>
        )}
      </section>
      <footer className={`customer__do ${again ? 'customer__do--again' : ''}`} role="status">
        {again ? <Mark kind="attention" /> : <Waves />}
        <h1>{t(again ? 'tap.again' : 'customer.tap')}</h1>
      </footer>
    </main>
  )
}

/** What a card reader is marked with. */
const Waves = () => (
  <svg className="customer__waves" viewBox="0 0 24 24" aria-hidden="true">
    <path strokeWidth="2.4" d="M5 9.5a6 6 0 0 1 0 5M9.5 7a11 11 0 0 1 0 10M14 4.5a16 16 0 0 1 0 15" />
  </svg>
)
