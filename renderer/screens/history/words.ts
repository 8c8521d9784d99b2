import { isRefund } from '#src/payment/record.ts'
import { isVoid } from '#src/payment/states.ts'
import type { Text } from '../../i18n/use-text.ts'
import type { ListedPayment } from '../../view.ts'

/** What a payment's state means and what happens next, a sentence each. */
export function meaningOf(payment: ListedPayment, text: Text): string[] {
  const { t, error, time, moment } = text
  const { state, refusal, retryAt, authorization } = payment
  const until = t('queue.settleBy', { when: moment(authorization.validBefore * 1000) })
  const reason = refusal !== null && (state === 'refused' || state === 'parked') ? error(refusal) : null
  const sentences = [
    ...(reason ? [reason.what, reason.now] : []),
    t(meaningKey(payment)),
    ...(state === 'refused' && retryAt > 0 ? [sentence(t('queue.retryAt', { time: time(retryAt) }))] : []),
    ...(state === 'accepted' || state === 'refused' ? [sentence(until)] : []),
  ]
  return sentences.filter((words) => words !== '')
}

function meaningKey(payment: ListedPayment) {
  const { state, voided } = payment
  if (voided && !isVoid(state)) return 'means.voidedPaid'
  if (isRefund(payment) && (state === 'accepted' || state === 'settled' || state === 'expired'))
    return `means.refund.${state}` as const
  return `means.${state}` as const
}

/** "has to settle by …" on its own. */
const sentence = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}.`

/** What a payment was in the currency of its order, or in the token where it had none. */
export const amountText = ({ order, authorization, asset }: ListedPayment, { money }: Text): string =>
  order ? money(order.total, order.currency) : money(authorization.value, asset)
