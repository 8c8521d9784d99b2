import { expect, it } from 'vitest'
import type { PaidOnChain } from '#simulator/paid-on-chain.ts'
import { fold } from '#src/payment/fold.ts'
import type { Payment } from '#src/payment/record.ts'
import type { PaymentState } from '#src/payment/states.ts'
import { acceptedPayment, account, id } from '../../fakes/accepted.ts'
import { type Evidence, reconcile, type Shown } from './reconcile.ts'

function payment(n: number, state: PaymentState = 'settled'): Payment {
  const [accepted] = fold({ type: 'accepted', payment: acceptedPayment(n) }, () => undefined)
  if (!accepted) throw new Error('an accepted payment is a payment')
  return { ...accepted, state }
}
const onChain = ({ authorization: { from, nonce, value } }: Payment): PaidOnChain => ({
  from,
  nonce,
  value,
  txHash: id(99),
  block: '0x1',
})
const shown = ({ receipt, authorization }: Payment): Shown => ({
  receipt,
  units: authorization.value,
  payer: authorization.from,
})
const row = ({ id, state }: Payment): string => `${id} ${state}`

const payments = [payment(1), payment(2), payment(3, 'accepted')]
const [first, second, third] = payments as [Payment, Payment, Payment]

/** Everybody says the same: two payments are final, one waits. */
const honest: Evidence = {
  payments,
  rows: payments.map(row),
  shown: payments.map(shown),
  papers: payments.map(({ receipt, authorization }) => ({ receipt, units: authorization.value })),
  paidBefore: [first, second].map(onChain),
  paid: [first, second].map(onChain),
}
const nothing = { lost: [], doubled: [], disagreements: [] }

it('finds nothing where all books agree', () => {
  expect(reconcile(honest)).toEqual(nothing)
})

it('calls a promise lost that the records do not hold', () => {
  const forgotten = { ...honest, payments: [first, second], rows: [row(first), row(second)] }
  expect(reconcile({ ...forgotten, papers: [] }).lost).toEqual([third.receipt])
  expect(reconcile({ ...forgotten, shown: [] }).lost).toEqual([third.receipt])
})

it('calls a promise lost that the records hold with another sum or payer', () => {
  const promise = shown(first)
  expect(reconcile({ ...honest, shown: [{ ...promise, units: 1n }] }).lost).toEqual([first.receipt])
  const stranger = { ...promise, payer: account(0xbad) }
  expect(reconcile({ ...honest, shown: [stranger] }).lost).toEqual([first.receipt])
  expect(reconcile({ ...honest, papers: [{ receipt: first.receipt, units: 1n }] }).lost).toEqual([
    first.receipt,
  ])
})

it('takes a receipt without its sum for one of the payment that has its number', () => {
  const torn = [{ receipt: first.receipt, units: undefined }]
  expect(reconcile({ ...honest, papers: torn })).toEqual(nothing)
})

it('calls a payment lost that is final in the records and not on the chain', () => {
  expect(reconcile({ ...honest, paid: [onChain(first)] }).lost).toEqual([second.receipt])
})

it('lets a payment that waits be paid already, and not yet', () => {
  expect(reconcile({ ...honest, paid: payments.map(onChain) })).toEqual(nothing)
})

it('lets what happens while the books are read be in one of them only', () => {
  // Mined after the first look at the chain, and final by the time the records were read.
  expect(reconcile({ ...honest, paidBefore: [onChain(first)] })).toEqual(nothing)
  // Paid by somebody while the records were read: the next look finds it there.
  const stranger = onChain(payment(9))
  expect(reconcile({ ...honest, paid: [...honest.paid, stranger] })).toEqual(nothing)
})

it('calls a payment doubled that the chain paid twice, or whose number another has', () => {
  const twice = [...honest.paid, onChain(first)]
  expect(reconcile({ ...honest, paid: twice }).doubled).toEqual([first.receipt])
  const namesake = { ...payment(4), receipt: second.receipt, receiptNumber: 2 }
  const both = { ...honest, payments: [...payments, namesake], rows: [...honest.rows, row(namesake)] }
  expect(reconcile({ ...both, paid: [...honest.paid, onChain(namesake)] }).doubled).toEqual([second.receipt])
})

it('names what the chain paid and nobody recorded', () => {
  const stranger = payment(9)
  const paid = [...honest.paid, onChain(stranger)]
  expect(reconcile({ ...honest, paidBefore: paid, paid }).disagreements).toEqual([
    expect.stringContaining(stranger.id),
  ])
})

it('names a receipt number that is missing below the highest', () => {
  const gap = { ...honest, payments: [first, third], rows: [row(first), row(third)] }
  const paid = [onChain(first)]
  expect(reconcile({ ...gap, shown: [], papers: [], paidBefore: paid, paid }).disagreements).toEqual([
    'no payment has receipt number 2',
  ])
})

it('names a row of the queue that is not what the journal says', () => {
  const stale = { ...second, state: 'accepted' as const }
  expect(reconcile({ ...honest, rows: [row(first), row(stale), row(third)] }).disagreements).toEqual([
    `not in the queue: ${row(second)}`,
    `only in the queue: ${row(stale)}`,
  ])
})
