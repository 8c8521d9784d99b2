import { isRefund, isSigned, type Payment } from '#src/payment/record.ts'
import { nextState } from '#src/payment/states.ts'
import { askedOf, type Till } from '#src/till/till.ts'

/** What can be done with a payment now; main decides, this only says which buttons make sense. */
export interface Possible {
  readonly retry: boolean
  readonly void: boolean
  readonly return: boolean
  /** Of the payment, what nobody was given back or has asked for; smallest units. */
  readonly left: bigint
}

export function possibleWith(payment: Payment, till: Till): Possible {
  const way = payment.voided ? 'voided' : isSigned(payment) ? 'authorization' : 'transfer'
  const left = payment.authorization.value - (payment.givenBack ?? 0n) - askedOf(till, payment.id)
  const isSale = !isRefund(payment)
  return {
    retry: nextState(payment.state, 'reopen', way) !== undefined,
    void: isSale && nextState(payment.state, 'void', way) !== undefined,
    return: isSale && isPaid(payment.state) && left > 0n,
    left: left > 0n ? left : 0n,
  }
}

const isPaid = (state: Payment['state']): boolean => state === 'confirmed' || state === 'settled'
