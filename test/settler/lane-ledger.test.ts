import { expect, it, vi } from 'vitest'
import { TEST_PAYEE } from '#simulator/chain/test-keys.ts'
import type { Fact, JournalEntry } from '#src/journal/entry.ts'
import type { Hex } from '#src/payment/hex.ts'
import type { AcceptedPayment } from '#src/payment/record.ts'
import { fail, ok } from '#src/result.ts'
import { createLaneLedger } from '../../settler/lane-ledger.ts'
import type { LaneLog } from '../../settler/lane-log.ts'
import { createLaneState } from '../../settler/lane-state.ts'
import { signedPayment, testKey } from '../fakes/payment.ts'

const DOMAIN = { name: 'USD Coin', version: '2', chainId: 31337, verifyingContract: TEST_PAYEE }
const NOTE: Fact = { type: 'noted', what: 'test', by: null, detail: '' }
const signed = signedPayment({ key: testKey(1), to: TEST_PAYEE, domain: DOMAIN, receiptNumber: 1 })
const idOf = (n: number): Hex => `0x${n.toString(16).padStart(64, '0')}`
/** Nobody looks at the signature here. */
const payment = (n: number): AcceptedPayment => ({
  ...signed,
  receiptNumber: n,
  authorization: { ...signed.authorization, nonce: idOf(n) },
})
const rescued = (receiptNumber: number): Fact => ({
  type: 'rescued',
  payment: payment(receiptNumber),
  terminalId: 'almaty/gate-1',
})

/** A ledger on a log whose writes end when the test says so. */
function aLedger() {
  const writes: { readonly facts: readonly Fact[]; readonly end: (isGood?: boolean) => void }[] = []
  const append: LaneLog['append'] = (facts) =>
    new Promise((resolve) => {
      const seq = writes.length + 1
      const entries = facts.map((fact): JournalEntry => ({ seq, at: 0, fact }))
      const end = (isGood = true) =>
        resolve(isGood ? ok(entries) : fail('JOURNAL_WRITE_FAILED', 'another has the lane'))
      writes.push({ facts, end })
    })
  const heard: JournalEntry[] = []
  const state = createLaneState()
  const ledger = createLaneLedger({ log: { append }, state, onEntry: (entry) => heard.push(entry) })
  const untilWritten = (count: number) => vi.waitFor(() => expect(writes).toHaveLength(count))
  return { ledger, writes, heard, untilWritten }
}

it('writes together the payments that come while one is being written, each with its own answer', async () => {
  const { ledger, writes, heard, untilWritten } = aLedger()
  const all = Array.from({ length: 151 }, (_, n) => ledger.record(rescued(n + 1)))
  expect(writes.map(({ facts }) => facts.length)).toEqual([1])
  writes[0]?.end()
  await untilWritten(2)
  expect(writes[1]?.facts).toHaveLength(100)
  expect(ledger.payment(idOf(1))?.state).toBe('accepted')
  expect(ledger.payment(idOf(2))).toBeUndefined()
  writes[1]?.end()
  await untilWritten(3)
  writes[2]?.end()
  expect((await Promise.all(all)).filter((result) => !result.ok)).toEqual([])
  expect(writes.map(({ facts }) => facts.length)).toEqual([1, 100, 50])
  expect(heard.map(({ fact }) => (fact.type === 'rescued' ? fact.payment.receiptNumber : 0))).toEqual(
    Array.from({ length: 151 }, (_, n) => n + 1),
  )
})

it('keeps the order of what is no payment, and writes a payment that comes twice once', async () => {
  const { ledger, writes, untilWritten } = aLedger()
  const all = [...[1, 2, 3, 3, 4].map(rescued), NOTE].map(ledger.record)
  for (let n = 0; n < 4; n += 1) {
    await untilWritten(n + 1)
    writes[n]?.end()
  }
  const written = (await Promise.all(all)).map((result) => (result.ok ? 'written' : result.error.code))
  expect(writes.map(({ facts }) => facts.map(({ type }) => type))).toEqual([
    ['rescued'],
    ['rescued', 'rescued'],
    ['rescued'],
    ['noted'],
  ])
  expect(written).toEqual(['written', 'written', 'written', 'INTERNAL', 'written', 'written'])
})

it('says of each that it was not written, and takes none for written', async () => {
  const { ledger, writes, heard, untilWritten } = aLedger()
  const all = [1, 2, 3].map((n) => ledger.record(rescued(n)))
  writes[0]?.end()
  await untilWritten(2)
  writes[1]?.end(false)
  expect((await Promise.all(all)).map(({ ok: isGood }) => isGood)).toEqual([true, false, false])
  expect(heard).toHaveLength(1)
  expect(ledger.payment(idOf(2))).toBeUndefined()
})
