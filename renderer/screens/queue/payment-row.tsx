import { Button } from 'react-aria-components'
import type { Payment } from '#src/payment/record.ts'
import type { PaymentState } from '#src/payment/states.ts'
import { Mark, type MarkKind } from '../../components/mark.tsx'
import { useText } from '../../i18n/use-text.ts'

const MARKS: Readonly<Record<PaymentState, MarkKind>> = {
  accepted: 'offline',
  submitted: 'working',
  confirmed: 'working',
  settled: 'good',
  refused: 'attention',
  expired: 'bad',
}

interface Props {
  readonly payment: Payment
  readonly onCopy: () => void
}

export function PaymentRow({ payment, onCopy }: Props) {
  const { t, error, money, moment } = useText()
  const { receipt, state, refusal } = payment
  const reason = state === 'refused' && refusal !== null ? error(refusal) : null
  return (
    <li className="payment">
      <Mark kind={MARKS[state]} />
      <div className="payment__text">
        <p className="payment__first">
          <span className="payment__receipt">{receipt}</span>
          <time className="payment__time">{moment(payment.acceptedAt)}</time>
          <strong className="payment__money">{money(payment.authorization.value, payment.asset)}</strong>
        </p>
        <p className="payment__state">{t(`state.${state}`)}</p>
        {reason && (
          <p className="payment__reason">
            {reason.what} {reason.now}
          </p>
        )}
      </div>
      <Button className="button button--small" aria-label={t('queue.copyOf', { receipt })} onPress={onCopy}>
        {t('queue.copy')}
      </Button>
    </li>
  )
}
