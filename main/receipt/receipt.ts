import type { Config } from '#src/config/schema.ts'
import type { Payment } from '#src/payment/record.ts'
import type { Receipt } from '#src/receipt/model.ts'

/** What the paper of a payment says, from main's own record of it: the renderer cannot word it. */
export function receiptOf(payment: Payment, config: Config, copy: boolean): Receipt {
  const { authorization, domain, asset } = payment
  const settled = payment.state === 'settled' || payment.state === 'confirmed'
  return {
    language: config.languages.paper,
    shop: config.shop,
    till: config.terminal.till.toString(),
    number: payment.receipt,
    acceptedAt: payment.acceptedAt,
    utcOffsetMinutes: -new Date(payment.acceptedAt).getTimezoneOffset(),
    amount: { units: authorization.value, asset },
    payer: authorization.from,
    state: settled
      ? { kind: 'settled' }
      : { kind: 'accepted-offline', settlesBy: authorization.validBefore * 1000 },
    proof: {
      chainId: domain.chainId,
      token: domain.verifyingContract,
      payer: authorization.from,
      nonce: authorization.nonce,
    },
    copy,
  }
}
