import { Button } from 'react-aria-components'
import { isWaiting } from '#src/payment/states.ts'
import { Mark } from '../../components/mark.tsx'
import { PAYMENT_MARKS } from '../../components/payment-marks.ts'
import { type Text, useText } from '../../i18n/use-text.ts'
import type { ListedPayment } from '../../view.ts'

interface Props {
  readonly payment: ListedPayment
  /** Unix seconds before which an unpaid payment is urgent. */
  readonly alarmBefore: number
  readonly onOpen: () => void
  readonly onCopy: () => void
  readonly onRetry: () => void
}

export function PaymentRow({ payment, alarmBefore, onOpen, onCopy, onRetry }: Props) {
  const text = useText()
  const { t, error, money, moment } = text
  const { receipt, state, refusal, rescuedFrom, authorization } = payment
  const reason = (state === 'refused' || state === 'parked') && refusal !== null ? error(refusal) : null
  const urgent = isUrgent(payment, alarmBefore)
  return (
    <li className="payment">
      <Mark kind={urgent ? 'attention' : PAYMENT_MARKS[state]} />
      <Button className="payment__text" onPress={onOpen}>
        <span className="payment__first">
          <span className="payment__receipt">{receipt}</span>
          <time className="payment__time">{moment(payment.acceptedAt)}</time>
          <strong className="payment__money">{money(authorization.value, payment.asset)}</strong>
        </span>
        <span className="payment__state">{stateWords(payment, text)}</span>
        {urgent && (
          <span className="payment__urgent">
            {t('queue.settleBy', { when: moment(authorization.validBefore * 1000) })}
          </span>
        )}
        {rescuedFrom !== null && (
          <span className="payment__state">{t('queue.fromTerminal', { terminal: rescuedFrom })}</span>
        )}
        {reason && (
          <span className="payment__reason">
            {reason.what} {reason.now}
          </span>
        )}
      </Button>
      <div className="payment__actions">
        {state === 'parked' && (
          <Button
            className="button button--small"
            aria-label={t('queue.retryOf', { receipt })}
            onPress={onRetry}
          >
            {t('queue.retry')}
          </Button>
        )}
        <Button className="button button--small" aria-label={t('queue.copyOf', { receipt })} onPress={onCopy}>
          {t('queue.copy')}
        </Button>
      </div>
    </li>
  )
}

/** Not on the chain yet, and not for long any more. */
const isUrgent = ({ state, authorization }: ListedPayment, alarmBefore: number): boolean =>
  isWaiting(state) && state !== 'confirmed' && authorization.validBefore < alarmBefore

function stateWords({ state, retryAt }: ListedPayment, { t, time }: Text): string {
  const words = t(`state.${state}`)
  return state === 'refused' && retryAt > 0
    ? `${words} · ${t('queue.retryAt', { time: time(retryAt) })}`
    : words
}
