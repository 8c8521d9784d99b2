import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openLedger } from '#main/ledger/ledger.ts'
import { takeRescued } from '#main/rescue/take.ts'
import { everyPaymentId, waitingPayments } from '#main/rescue/waiting.ts'
import type { Fact } from '#src/journal/entry.ts'
import type { AcceptedPayment, Proof } from '#src/payment/record.ts'
import { recoverInJavaScript } from '#src/payment/signature.ts'
import { fail, ok } from '#src/result.ts'
import { account, id } from '../../fakes/accepted.ts'
import { fakeClock } from '../../fakes/clock.ts'
import { emptyFolder } from '../../fakes/folder.ts'
import { must } from '../../fakes/wires.ts'
import { TERMS } from '../sale/till.ts'
import { lostContent, lostPayment } from './lost.ts'

async function openBook(...facts: Fact[]) {
  const ledger = must(
    await openLedger(join(emptyFolder(), 'journal'), {
      clock: fakeClock(),
      randomBytes,
      log: () => undefined,
    }),
  )
  onTestFinished(ledger.close)
  for (const fact of facts) must(await ledger.record(fact))
  const deps = { ledger, merchant: TERMS, recover: recoverInJavaScript }
  const take = (...payments: AcceptedPayment[]) => takeRescued(deps, lostContent({ payments }))
  return { ledger, deps, take }
}

test('payments of a lost terminal are journaled under its name, and are due', async () => {
  const { ledger, take } = await openBook()
  expect(await take(lostPayment(1), lostPayment(2))).toEqual(
    ok({ terminalId: 'apple-2', taken: 2, known: 0, unproven: 0 }),
  )
  const [, first] = await ledger.journal.since(0, 10)
  expect(first?.fact).toEqual({ type: 'rescued', payment: lostPayment(1), terminalId: 'apple-2' })
  expect(ledger.payment(id(2))).toMatchObject({ state: 'accepted', rescuedFrom: 'apple-2' })
  // Another terminal's numbers leave no gap among our own.
  expect(ledger.summary()).toMatchObject({ lastReceiptNumber: 0, missing: [], waitingUnits: 2_000_000n })
})

test('a file taken twice has nothing new, whatever became of its payments', async () => {
  const { ledger, take } = await openBook()
  await take(lostPayment(1), lostPayment(2))
  must(await ledger.record({ type: 'expired', ids: [id(1)] }))
  expect(await take(lostPayment(1), lostPayment(2))).toEqual(
    ok({ terminalId: 'apple-2', taken: 0, known: 2, unproven: 0 }),
  )
  expect(ledger.payment(id(1))?.state).toBe('expired')
  expect(ledger.journal.seq()).toBe(4)
})

test('a payment that a file has twice is taken once', async () => {
  const { take } = await openBook()
  expect(await take(lostPayment(1), lostPayment(1))).toMatchObject({ value: { taken: 1, known: 1 } })
})

test('an own payment is known', async () => {
  const { ledger, take } = await openBook({ type: 'accepted', payment: lostPayment(1) })
  expect(await take(lostPayment(1), lostPayment(2))).toMatchObject({ value: { taken: 1, known: 1 } })
  expect(ledger.payment(id(1))?.rescuedFrom).toBeNull()
})

test.each<[string, AcceptedPayment]>([
  ['another payee', lostPayment(2, { to: account(0xbad) })],
  ['another token', lostPayment(2, { domain: { ...TERMS.domain, verifyingContract: account(0xbad) } })],
  ['another chain', lostPayment(2, { domain: { ...TERMS.domain, chainId: 1 } })],
  ['another version of the token', lostPayment(2, { domain: { ...TERMS.domain, version: '1' } })],
  ['another name of the token', lostPayment(2, { domain: { ...TERMS.domain, name: 'USDC' } })],
])('a file with one payment for %s is refused whole', async (_what, foreign) => {
  const { ledger, take } = await openBook()
  expect(await take(lostPayment(1), foreign)).toEqual(fail('RESCUE_OTHER_MERCHANT'))
  expect(ledger.journal.seq()).toBe(1)
})

test('signatures that no key made are taken and counted: a contract wallet’s is judged by the chain', async () => {
  const { ledger, take } = await openBook()
  const contracts: AcceptedPayment = { ...lostPayment(1), signature: `0x${'ab'.repeat(4096)}` }
  const ownersOwn: AcceptedPayment = { ...lostPayment(2), signature: lostPayment(3).signature }
  expect(await take(contracts, ownersOwn, lostPayment(3))).toMatchObject({ value: { taken: 3, unproven: 2 } })
  expect(ledger.payment(id(1))?.signature).toBe(contracts.signature)
})

test('a disk that refuses is told, and the rest can be taken later', async () => {
  const { ledger, deps, take } = await openBook()
  let writes = 0
  const record: typeof ledger.record = async (fact) => {
    writes += 1
    return writes === 2 ? fail('JOURNAL_WRITE_FAILED') : ledger.record(fact)
  }
  const refusing = { ...deps, ledger: { ...ledger, record } }
  expect(await takeRescued(refusing, lostContent())).toEqual(fail('JOURNAL_WRITE_FAILED'))
  expect(await take(lostPayment(1), lostPayment(2))).toMatchObject({ value: { taken: 1, known: 1 } })
})

test('a rescue file is for what is not final: waiting in any way, or parked', async () => {
  const proof: Proof = { txHash: id(0x7), blockHash: id(0xb), blockNumber: 1, logIndex: 0 }
  const accepted = [1, 2, 3, 4, 5, 6, 7].map((n): Fact => ({ type: 'accepted', payment: lostPayment(n) }))
  const batch = { hash: id(0x7), raw: id(0x7), account: account(9), accountNonce: 0, signedAtBlock: 0 }
  const { ledger } = await openBook(
    ...accepted,
    { type: 'rescued', payment: lostPayment(8), terminalId: 'apple-3' },
    { type: 'submitted', batch: { ...batch, payments: [id(2), id(3), id(4)] } },
    { type: 'confirmed', proofs: [id(3), id(4)].map((each) => ({ id: each, proof })) },
    { type: 'settled', ids: [id(4)] },
    { type: 'refused', refusals: [{ id: id(5), code: 'PAYER_NO_FUNDS' }] },
    { type: 'refused', refusals: [{ id: id(6), code: 'ACCOUNT_BLOCKED' }] },
    { type: 'expired', ids: [id(7)] },
  )
  expect(await waitingPayments(ledger)).toEqual([1, 2, 3, 5, 6, 8].map((n) => lostPayment(n)))
  expect(await everyPaymentId(ledger)).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map(id))
})
