/** Where a payment stands. See docs/architecture.md, "The life of a payment". */
export const PAYMENT_STATES = [
  'accepted', // signed, proven and stored; the customer has the goods
  'submitted', // in a signed transaction that may still land
  'confirmed', // its log pair is on the chain, not yet deep enough
  'settled', // its log pair is final
  'refused', // the chain would not pay now: kept and tried again until it expires
  'parked', // the chain will never pay it: kept with its reason until a person says try again
  'expired', // its validity ended unpaid
  'voided', // taken back by the shop before it was sent: never sent by us again
  'cancelled', // voided, and by the payer's own cancellation no longer payable by anybody
] as const
export type PaymentState = (typeof PAYMENT_STATES)[number]

/** What can happen to a payment after it was accepted. */
export type PaymentStep =
  | 'submit' // a transaction with it was signed and journaled, or one that replaces it
  | 'confirm' // its log pair was found in a block
  | 'settle' // that block is final
  | 'reorganise' // that block is no longer on the chain; its transaction may land again
  | 'return' // its transaction can never land
  | 'refuse' // the chain says it would not pay now
  | 'park' // the chain says it would never pay
  | 'reopen' // a person has it tried again
  | 'expire' // block time passed validBefore
  | 'void' // the shop takes it back; only while no transaction holds it
  | 'cancel' // the chain has the payer's cancellation

/**
 * Every legal step; what is not here does not happen. `confirm` is legal wherever the payment is
 * not final: anyone may submit an authorization, and paid by another hand is paid.
 */
const STEPS: Record<PaymentState, Partial<Record<PaymentStep, PaymentState>>> = {
  accepted: {
    submit: 'submitted',
    confirm: 'confirmed',
    refuse: 'refused',
    park: 'parked',
    expire: 'expired',
    void: 'voided',
  },
  submitted: {
    submit: 'submitted',
    confirm: 'confirmed',
    return: 'accepted',
    refuse: 'refused',
    park: 'parked',
    expire: 'expired',
  },
  confirmed: { settle: 'settled', reorganise: 'submitted', return: 'accepted' },
  refused: {
    submit: 'submitted',
    confirm: 'confirmed',
    refuse: 'refused',
    park: 'parked',
    expire: 'expired',
    void: 'voided',
  },
  parked: { confirm: 'confirmed', reopen: 'accepted', void: 'voided' },
  expired: { confirm: 'confirmed' },
  voided: {},
  cancelled: {},
  settled: {},
}

/**
 * The same for a payer's own transfer, which begins as confirmed. There is nothing to sign or to
 * send, so it can never be due. When its block goes, the payer's transaction may land again.
 */
const TRANSFER_STEPS: Partial<Record<PaymentState, Partial<Record<PaymentStep, PaymentState>>>> = {
  submitted: { confirm: 'confirmed', expire: 'expired' },
  confirmed: { settle: 'settled', reorganise: 'submitted' },
  expired: { confirm: 'confirmed' },
}

/**
 * The same for a payment that the shop took back. It is never sent by us again, whatever becomes of the
 * chain; somebody else may still have a copy and send it, and then the shop has the money to give back.
 */
const VOIDED_STEPS: Partial<Record<PaymentState, Partial<Record<PaymentStep, PaymentState>>>> = {
  // With its time over nobody can collect it any more: it stays as it is, and need not be watched.
  voided: { confirm: 'confirmed', cancel: 'cancelled', expire: 'voided' },
  cancelled: { confirm: 'confirmed' },
  confirmed: { settle: 'settled', reorganise: 'voided', return: 'voided' },
}

const STEPS_OF = { authorization: STEPS, transfer: TRANSFER_STEPS, voided: VOIDED_STEPS }

/** The state after a step, or undefined when the step is not legal from here. */
export const nextState = (
  state: PaymentState,
  step: PaymentStep,
  by: keyof typeof STEPS_OF = 'authorization',
): PaymentState | undefined => STEPS_OF[by][state]?.[step]

/** Money that is ours but not yet final: what "3 waiting" counts. */
export const isWaiting = (state: PaymentState): boolean =>
  state === 'accepted' || state === 'submitted' || state === 'confirmed' || state === 'refused'

/** Taken back: the shop neither has nor wants its money. */
export const isVoid = (state: PaymentState): boolean => state === 'voided' || state === 'cancelled'

/** Seen on the chain: the money is there. */
export const isPaid = (state: PaymentState): boolean => state === 'confirmed' || state === 'settled'

/** Free to be put into a new batch: no transaction that holds it may still land. */
export const isDue = (state: PaymentState): boolean => state === 'accepted' || state === 'refused'
