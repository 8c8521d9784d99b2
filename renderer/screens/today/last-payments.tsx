import { Button } from 'react-aria-components'
import type { Hex } from '#src/payment/hex.ts'
import { useText } from '../../i18n/use-text.ts'
import type { ListedPayment } from '../../view.ts'
import { PaymentItem } from '../history/payment-item.tsx'

/** As many as are read at a glance. */
const SHOWN = 8

interface Props {
  readonly payments: readonly ListedPayment[]
  readonly onOpen: (id: Hex) => void
}

export function LastPayments({ payments, onOpen }: Props) {
  const { t } = useText()
  return (
    <section>
      <h3 className="glance__subtitle">{t('today.last')}</h3>
      {payments.length === 0 && <p className="glance__none">{t('today.none')}</p>}
      <ul>
        {payments.slice(0, SHOWN).map((payment) => (
          <li key={payment.id}>
            <Button className="glance__payment" onPress={() => onOpen(payment.id)}>
              <PaymentItem payment={payment} />
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}
