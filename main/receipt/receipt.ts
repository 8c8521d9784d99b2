import type { Config } from '#src/config/schema.ts'
import { isSigned, type Payment } from '#src/payment/record.ts'
import type { Receipt } from '#src/receipt/model.ts'
import { proofOf } from '#src/receipt/proof.ts'

/** What the paper of a payment says, from main's own record of it: the renderer cannot word it. */
export function receiptOf(payment: Payment, config: Config, copy: boolean): Receipt {
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
    payer: authorization.from,
    state: stateOf(payment),
    proof: proofOf(payment),
    copy,
  }
}

function stateOf(payment: Payment): Receipt['state'] {
  if (!isSigned(payment)) return { kind: 'received' }
  return payment.state === 'settled' || payment.state === 'confirmed'
    ? { kind: 'settled' }
    : { kind: 'accepted-offline', settlesBy: payment.authorization.validBefore * 1000 }
}
