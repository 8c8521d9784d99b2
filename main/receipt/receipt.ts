import type { Config } from '#src/config/schema.ts'
import { isRefund, isSigned, type Payment } from '#src/payment/record.ts'
import { isPaid, isVoid } from '#src/payment/states.ts'
import type { Receipt } from '#src/receipt/model.ts'
import { proofOf } from '#src/receipt/proof.ts'

/** What the paper of a payment says, from main's own record of it: the renderer cannot word it. */
export function receiptOf(
  payment: Payment,
  config: Config,
  copy: boolean,
  /** Of a refund: the payment of which it gives something back. */
  returned?: Payment,
): Receipt {
  const { authorization, asset } = payment
  return {
    language: config.languages.paper,
    shop: config.shop,
    till: config.terminal.till.toString(),
    number: payment.receipt,
    acceptedAt: payment.acceptedAt,
    utcOffsetMinutes: -new Date(payment.acceptedAt).getTimezoneOffset(),
    amount: { units: authorization.value, asset },
    order: payment.order,
    title: titleOf(payment),
    returns: returned?.receipt,
    payer: isRefund(payment) ? authorization.to : authorization.from,
    state: stateOf(payment),
    proof: proofOf(payment),
    copy,
  }
}

/** What was voided and collected all the same was paid. */
function titleOf(payment: Payment): Receipt['title'] {
  if (isRefund(payment)) return 'return'
  return isVoid(payment.state) ? 'void' : undefined
}

function stateOf(payment: Payment): Receipt['state'] {
  if (!isSigned(payment)) return { kind: 'received' }
  if (payment.state === 'voided' || payment.state === 'cancelled') return { kind: payment.state }
  if (isRefund(payment)) return { kind: isPaid(payment.state) ? 'goneBack' : 'goesBack' }
  return isPaid(payment.state)
    ? { kind: 'settled' }
    : { kind: 'accepted-offline', settlesBy: payment.authorization.validBefore * 1000 }
}
