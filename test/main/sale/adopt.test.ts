import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { type Ledger, openLedger } from '#main/ledger/ledger.ts'
import { adoptPayments } from '#main/sale/adopt.ts'
import type { AcceptedPayment } from '#src/payment/record.ts'
import { recoverInJavaScript } from '#src/payment/signature.ts'
import { fail, ok } from '#src/result.ts'
import { account, id, receivedFact } from '../../fakes/accepted.ts'
import { fakeClock } from '../../fakes/clock.ts'
import { emptyFolder } from '../../fakes/folder.ts'
import { addressOfKey, type SignedPayment, signedPayment, testKey } from '../../fakes/payment.ts'
import { must } from '../../fakes/wires.ts'
import { TERMS } from './till.ts'

const { domain, payee } = TERMS

const payment = (receiptNumber: number, change: Partial<SignedPayment> = {}) =>
  signedPayment({ key: testKey(1), to: payee, domain, receiptNumber, ...change })

const own = (accepted: AcceptedPayment) => ({ ...accepted, rescuedFrom: null })

const REFUND_KEY = testKey(77)

const deps = (ledger: Ledger) => ({
  ledger,
  terms: TERMS,
  recover: recoverInJavaScript,
  refundWallets: () => [addressOfKey(REFUND_KEY)],
})

async function openBook() {
  const ledger = must(
    await openLedger(join(emptyFolder(), 'journal'), {
      clock: fakeClock(),
      randomBytes,
      log: () => undefined,
    }),
  )
  onTestFinished(ledger.close)
  return { ledger, adopt: (...payments: AcceptedPayment[]) => adoptPayments(deps(ledger), payments.map(own)) }
}

/** The same signature with the other of its two valid values of s, which tokens refuse. */
function withUpperS(signed: AcceptedPayment): AcceptedPayment {
  const order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n
  const { signature } = signed
  const s = (order - BigInt(`0x${signature.slice(66, 130)}`)).toString(16).padStart(64, '0')
  const v = signature.endsWith('1b') ? '1c' : '1b'
  return { ...signed, signature: `0x${signature.slice(2, 66)}${s}${v}` }
}

test('payments that only the queue had are journaled again, each once', async () => {
  const { ledger, adopt } = await openBook()
  expect(await adopt(payment(1), payment(2), payment(1))).toEqual(ok([]))
  expect(ledger.journal.seq()).toBe(3)
  expect(ledger.payment(id(2))).toMatchObject({ ...payment(2), state: 'accepted' })
  expect(ledger.summary()).toMatchObject({ lastReceiptNumber: 2, counts: { accepted: 2 } })
})

test('a rescued payment comes back as one, and leaves this terminal’s receipt numbers alone', async () => {
  const { ledger } = await openBook()
  const rescued = { ...payment(77), rescuedFrom: 'apple-2' }
  expect(await adoptPayments(deps(ledger), [rescued])).toEqual(ok([]))
  expect(ledger.payment(id(77))).toMatchObject({ rescuedFrom: 'apple-2', state: 'accepted' })
  expect(ledger.summary()).toMatchObject({ lastReceiptNumber: 0, missing: [], counts: { accepted: 1 } })
})

test('payments that the journal has are passed over', async () => {
  const { ledger, adopt } = await openBook()
  await adopt(payment(1))
  must(await ledger.record({ type: 'expired', ids: [id(1)] }))
  expect(await adopt(payment(1))).toEqual(ok([]))
  expect(ledger.journal.seq()).toBe(3)
  expect(ledger.payment(id(1))?.state).toBe('expired')
})

test('a payment with a contract wallet’s signature is passed over when the journal has it', async () => {
  const { ledger, adopt } = await openBook()
  const contracts: AcceptedPayment = { ...payment(1), signature: `0x${'ab'.repeat(130)}` }
  must(await ledger.record({ type: 'rescued', payment: contracts, terminalId: 'apple-2' }))
  expect(await adopt(contracts)).toEqual(ok([]))
  expect(ledger.payment(id(1))).toMatchObject({ rescuedFrom: 'apple-2', state: 'accepted' })
})

const good = payment(9)
test.each<[string, AcceptedPayment]>([
  ['is for another payee', payment(9, { to: account(0xbad) })],
  ['is in another token', payment(9, { domain: { ...domain, verifyingContract: account(0xbad) } })],
  ['is on another chain', payment(9, { domain: { ...domain, chainId: 1 } })],
  ['had its amount changed', { ...good, authorization: { ...good.authorization, value: 2_000_000n } }],
  ['had its payer changed', { ...good, authorization: { ...good.authorization, from: account(0xbad) } }],
  ['bears another’s signature', { ...good, signature: payment(9, { key: testKey(2) }).signature }],
  ['bears no signature', { ...good, signature: `0x${'00'.repeat(65)}` }],
  ['has a wrong recovery id', { ...good, signature: `0x${good.signature.slice(2, 130)}1d` }],
  ['bears a contract wallet’s signature', { ...good, signature: `0x${'ab'.repeat(130)}` }],
  ['bears less than a signature', { ...good, signature: '0xab' }],
  ['has an s that tokens refuse', withUpperS(good)],
])('a payment that %s is left, and holds up no other', async (_why, wrong) => {
  const { ledger, adopt } = await openBook()
  expect(await adopt(payment(1), wrong, payment(2))).toEqual(ok([id(9)]))
  expect(ledger.payment(id(9))).toBeUndefined()
  expect(ledger.summary().counts.accepted).toBe(2)
})

test('a payer’s own transfer is never taken on the page’s word, and passed over when the journal has it', async () => {
  const { ledger } = await openBook()
  const { payment: received } = receivedFact(4, { to: payee })
  const transfer = { ...received, domain, signature: null, rescuedFrom: null }
  expect(await adoptPayments(deps(ledger), [transfer])).toEqual(ok([id(4)]))
  expect(ledger.payment(id(4))).toBeUndefined()
  must(await ledger.record(receivedFact(4)))
  expect(await adoptPayments(deps(ledger), [transfer])).toEqual(ok([]))
})

test('a disk that refuses is told, so that nothing is cleared elsewhere', async () => {
  const { ledger } = await openBook()
  const refusing = { ...ledger, record: async () => fail('JOURNAL_WRITE_FAILED') }
  expect(await adoptPayments(deps(refusing), [own(payment(1))])).toEqual(fail('JOURNAL_WRITE_FAILED'))
})

const refund = (receiptNumber: number, returns: number, change: Partial<SignedPayment> = {}) => ({
  ...payment(receiptNumber, { key: REFUND_KEY, to: addressOfKey(testKey(1)), value: 400_000n, ...change }),
  returns: id(returns),
})

test('a refund comes back when our wallet has signed it for a payment of ours, in whatever order', async () => {
  const { ledger, adopt } = await openBook()
  expect(await adopt(refund(2, 1), payment(1))).toEqual(ok([]))
  expect(ledger.payment(id(2))).toMatchObject({ state: 'accepted', returns: id(1) })
  expect(ledger.payment(id(1))).toMatchObject({ state: 'accepted', givenBack: 400_000n })
  expect(await adopt(refund(2, 1))).toEqual(ok([]))
  expect(ledger.payment(id(1))?.givenBack).toBe(400_000n)
  expect(ledger.summary()).toMatchObject({
    waitingUnits: 1_000_000n,
    waitingRefunds: 1,
    lastReceiptNumber: 2,
  })
})

test('a refund of another wallet, for another account, or of nothing that is here, is left aside', async () => {
  const { ledger, adopt } = await openBook()
  expect(
    await adopt(
      payment(1),
      refund(2, 1, { key: testKey(78) }),
      refund(3, 1, { to: account(0xbad) }),
      refund(4, 99),
      { ...refund(5, 1), signature: refund(6, 1).signature },
    ),
  ).toEqual(ok([id(2), id(3), id(4), id(5)]))
  expect(ledger.payment(id(1))?.givenBack).toBeUndefined()
})

test('a payment that was taken back is not taken in again to be sent', async () => {
  const { ledger } = await openBook()
  const voided = { ...own(payment(1)), voided: true as const }
  expect(await adoptPayments(deps(ledger), [voided])).toEqual(ok([id(1)]))
  expect(ledger.payment(id(1))).toBeUndefined()
})
