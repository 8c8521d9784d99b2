import { I18nextProvider } from 'react-i18next'
import type { CustomerView } from '#src/ipc/customer.ts'
import { TRANSLATORS } from '../i18n/setup.ts'
import { Closed } from './closed.tsx'
import { DebtAsked } from './debt.tsx'
import { Outcome } from './outcome.tsx'
import { Pay } from './pay.tsx'
import './styles/customer.css'

/** What the customer sees: the shop, what is to be paid, or what came of it. */
export function CustomerScreen({ view }: { readonly view: CustomerView }) {
  return (
    <I18nextProvider i18n={TRANSLATORS[view.language]}>
      <Shown {...view} />
    </I18nextProvider>
  )
}

function Shown({ shop, asset, content }: CustomerView) {
  switch (content.kind) {
    case 'idle':
      return <Idle shop={shop} />
    case 'closed':
      return <Closed shop={shop} />
    case 'pay':
      return <Pay {...content} shop={shop} asset={asset} />
    case 'debt':
      return <DebtAsked {...content} asset={asset} />
    case 'paid':
    case 'declined':
      return <Outcome {...content} asset={asset} />
  }
}

const Idle = ({ shop }: { readonly shop: string }) => (
  <main className="customer customer--idle">
    <h1 className={`customer__shop ${shop.length > 24 ? 'customer__shop--long' : ''}`}>{shop}</h1>
  </main>
)
