import { expect, vi } from 'vitest'
import { TEST_PAYEE } from '#simulator/chain/test-keys.ts'
import type { Fact, JournalEntry } from '#src/journal/entry.ts'
import type { Hex } from '#src/payment/hex.ts'
import type { AcceptedPayment } from '#src/payment/record.ts'
import { fail, ok } from '#src/result.ts'
import { createLaneLedger } from '../../settler/lane-ledger.ts'
import type { LaneLog } from '../../settler/lane-log.ts'
import { createLaneState } from '../../settler/lane-state.ts'
import { signedPayment, testKey } from '../fakes/payment.ts'

export const DOMAIN = { name: 'USD Coin', version: '2', chainId: 31337, verifyingContract: TEST_PAYEE }
const signed = signedPayment({ key: testKey(1), to: TEST_PAYEE, domain: DOMAIN, receiptNumber: 1 })
export const idOf = (n: number): Hex => `0x${n.toString(16).padStart(64, '0')}`
/** Nobody looks at the signature here. */
export const paymentOf = (n: number): AcceptedPayment => ({
  ...signed,
  receiptNumber: n,
  authorization: { ...signed.authorization, nonce: idOf(n) },
})
export const rescued = (receiptNumber: number): Fact => ({
  type: 'rescued',
  payment: paymentOf(receiptNumber),
  terminalId: 'almaty/gate-1',
})

/** A ledger on a log whose writes end when the test says so. */
export function slowLedger() {
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
  return { ledger, state, writes, heard, untilWritten }
}
