import type { Fact } from '../journal/entry.ts'
import type { Hex } from './hex.ts'
import { type AcceptedPayment, isSigned, type Payment, type Refund } from './record.ts'
import { isPermanent } from './refusal.ts'
import { nextState, type PaymentStep } from './states.ts'

type Change = Partial<Pick<Payment, 'batch' | 'proof' | 'refusal' | 'voided'>>

/**
 * The payments that a fact changes, as they are after it. Main's ledger and the renderer's queue
 * both live by this one function, so they cannot disagree about what a line of the journal means.
 * A step that is not legal from where a payment stands changes nothing.
 */
export function fold(fact: Fact, find: (id: Hex) => Payment | undefined): Payment[] {
  const step = (ids: readonly Hex[], kind: PaymentStep, change: (id: Hex) => Change = () => ({})) =>
    ids.flatMap((id) => {
      const payment = find(id)
      const state = payment && nextState(payment.state, kind, wayOf(payment))
      return payment && state ? [{ ...payment, state, ...change(id) }] : []
    })

  switch (fact.type) {
    case 'opened':
    case 'resumed':
    case 'shift-opened':
    case 'shift-closed':
    case 'refund-asked':
    case 'refund-denied':
    case 'noted':
    case 'ridden':
      return []
    case 'accepted':
      return find(fact.payment.authorization.nonce) ? [] : [newPayment(fact.payment, null)]
    case 'refunded':
      return find(fact.refund.authorization.nonce) ? [] : refunded(fact.refund, find)
    case 'rescued':
      return find(fact.payment.authorization.nonce) ? [] : [newPayment(fact.payment, fact.terminalId)]
    case 'received': {
      const payment = { ...newPayment({ ...fact.payment, signature: null }, null), proof: fact.proof }
      return find(payment.id) ? [] : [{ ...payment, state: 'confirmed' }]
    }
    case 'submitted':
      return step(fact.batch.payments, 'submit', () => ({ batch: fact.batch.hash, refusal: null }))
    case 'confirmed': {
      const proofs = new Map(fact.proofs.map((p) => [p.id, p.proof]))
      return step([...proofs.keys()], 'confirm', (id) => ({ proof: proofs.get(id) ?? null, refusal: null }))
    }
    case 'settled':
      return step(fact.ids, 'settle')
    case 'reorganised':
      return step(fact.ids, 'reorganise', (id) => {
        const payment = find(id)
        // Of a transfer it is kept: it names the transaction that may land again.
        return payment && isSigned(payment) ? { proof: null } : {}
      })
    case 'returned':
      return step(fact.ids, 'return', () => ({ proof: null }))
    case 'refused': {
      const codes = new Map(fact.refusals.map((r) => [r.id, r.code]))
      return [...codes].flatMap(([id, code]) =>
        step([id], isPermanent(code) ? 'park' : 'refuse', () => ({ refusal: code })),
      )
    }
    case 'expired':
      return step(fact.ids, 'expire')
    case 'voided':
      return step([fact.id], 'void', () => ({ refusal: null, voided: true }))
    case 'cancelled':
      return step(fact.ids, 'cancel')
    case 'reopened':
      return step(fact.ids, 'reopen', () => ({ refusal: null }))
  }
}

/** The refund, and the payment of which it gives something back. */
function refunded(refund: Refund, find: (id: Hex) => Payment | undefined): Payment[] {
  const paid = find(refund.returns)
  const givenBack = (paid?.givenBack ?? 0n) + refund.authorization.value
  return [newPayment(refund, null), ...(paid ? [{ ...paid, givenBack }] : [])]
}

const wayOf = (payment: Payment) =>
  payment.voided ? 'voided' : isSigned(payment) ? 'authorization' : 'transfer'

const newPayment = (
  payment: Omit<AcceptedPayment, 'signature'> & Pick<Payment, 'signature'>,
  rescuedFrom: string | null,
): Payment => ({
  ...payment,
  id: payment.authorization.nonce,
  state: 'accepted',
  batch: null,
  proof: null,
  refusal: null,
  rescuedFrom,
})
