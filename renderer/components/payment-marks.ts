import type { PaymentState } from '#src/payment/states.ts'
import type { MarkKind } from './mark.tsx'

/** How each state looks, wherever a payment is shown. */
export const PAYMENT_MARKS: Readonly<Record<PaymentState, MarkKind>> = {
  accepted: 'offline',
  submitted: 'working',
  confirmed: 'working',
  settled: 'good',
  refused: 'attention',
  parked: 'bad',
  expired: 'bad',
  voided: 'bad',
  cancelled: 'bad',
}
