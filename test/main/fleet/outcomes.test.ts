import { join } from 'node:path'
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { applyOutcome } from '#main/fleet/outcomes.ts'
import type { Ledger } from '#main/ledger/ledger.ts'
import type { Outcome } from '#src/fleet/outcome.ts'
import { acceptedPayment, account, id } from '../../fakes/accepted.ts'
import { emptyFolder } from '../../fakes/folder.ts'
import { open } from '../ledger/open.ts'

const PROOF = { txHash: id(0x7a), blockHash: id(0xb10c), blockNumber: 7, logIndex: 0 }
const OWN_BATCH = {
  hash: id(0xba7c),
  raw: '0x02',
  account: account(0x6a5),
  accountNonce: 0,
  payments: [id(1)],
  signedAtBlock: 6,
} as const
const confirmed: Outcome = { type: 'confirmed', proofs: [{ id: id(1), proof: PROOF }] }

let ledger: Ledger
const handOver = { lasts: vi.fn(), ends: vi.fn() }
const onWritten = vi.fn()

beforeEach(async () => {
  vi.clearAllMocks()
  ledger = (await open(join(emptyFolder(), 'journal'))).ledger
  onTestFinished(() => ledger.close())
  await ledger.record({ type: 'accepted', payment: acceptedPayment(1) })
})

const take = (outcome: Outcome) =>
  applyOutcome({ ledger, handOver, onWritten, log: () => undefined }, outcome)
const state = () => ledger.payment(id(1))?.state

test('a payment is confirmed and settled by the word of the settler', async () => {
  await take({ type: 'submitted', ids: [id(1)], hash: id(0x7a) })
  expect(state()).toBe('accepted')
  expect(handOver.lasts).toHaveBeenCalledWith([id(1)])
  await take(confirmed)
  expect(ledger.payment(id(1))).toMatchObject({ state: 'confirmed', proof: PROOF })
  await take({ type: 'settled', ids: [id(1)] })
  expect(state()).toBe('settled')
  expect(onWritten).toHaveBeenCalledTimes(2)
})

test('an outcome that comes twice is written once', async () => {
  await take(confirmed)
  const seq = ledger.journal.seq()
  await take(confirmed)
  expect(ledger.journal.seq()).toBe(seq)
  expect(onWritten).toHaveBeenCalledOnce()
})

test('payments that this journal does not have are left out', async () => {
  const stranger = { id: id(2), proof: PROOF }
  await take({ type: 'confirmed', proofs: [stranger, { id: id(1), proof: PROOF }] })
  await take({ type: 'settled', ids: [id(2)] })
  const [entry] = await ledger.journal.since(ledger.journal.seq() - 1, 1)
  expect(entry?.fact).toEqual(confirmed)
})

test.each<[Outcome, string]>([
  [{ type: 'refused', refusals: [{ id: id(1), code: 'PAYER_NO_FUNDS' }] }, 'refused'],
  [{ type: 'refused', refusals: [{ id: id(1), code: 'AUTHORIZATION_INVALID' }] }, 'parked'],
  [{ type: 'declined', ids: [id(1)], code: 'TOKEN_WRONG' }, 'accepted'],
])('%j gives it back to the terminal', async (outcome, then) => {
  await take(outcome)
  expect(state()).toBe(then)
  expect(handOver.ends).toHaveBeenCalledWith([id(1)])
})

test('a block that is gone is no proof any more', async () => {
  await take(confirmed)
  await take({ type: 'reorganised', ids: [id(1)] })
  expect(ledger.payment(id(1))).toMatchObject({ state: 'submitted', proof: null })
  await take(confirmed)
  await take({ type: 'returned', ids: [id(1)] })
  expect(state()).toBe('accepted')
  expect(handOver.ends).toHaveBeenCalledWith([id(1)])
})

test('what became of the settler’s transaction says nothing of the terminal’s own', async () => {
  await ledger.record({ type: 'submitted', batch: { ...OWN_BATCH, payments: [...OWN_BATCH.payments] } })
  await take({ type: 'returned', ids: [id(1)] })
  await take({ type: 'refused', refusals: [{ id: id(1), code: 'PAYMENT_REVERTED' }] })
  await take({ type: 'expired', ids: [id(1)] })
  expect(state()).toBe('submitted')
  await take(confirmed)
  await take({ type: 'returned', ids: [id(1)] })
  expect(state()).toBe('confirmed')
})

test('a disk that refuses keeps the outcome unacknowledged', async () => {
  const full: Pick<Ledger, 'payment' | 'record'> = {
    payment: ledger.payment,
    record: async () => ({ ok: false, error: { code: 'JOURNAL_WRITE_FAILED' } }),
  }
  const parts = { ledger: full, handOver, onWritten, log: () => undefined }
  await expect(applyOutcome(parts, confirmed)).rejects.toThrow('JOURNAL_WRITE_FAILED')
})
