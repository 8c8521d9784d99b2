import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it, onTestFinished } from 'vitest'
import { waitingPayments } from '#main/rescue/waiting.ts'
import type { Hex } from '#src/payment/hex.ts'
import { transferId } from '#src/payment/transfer.ts'
import { fail } from '#src/result.ts'
import { acceptedPayment, account, MERCHANT, receivedFact } from '../../fakes/accepted.ts'
import { type FakeChain, fakeChain } from '../../fakes/chain.ts'
import { emptyFolder } from '../../fakes/folder.ts'
import { must } from '../../fakes/wires.ts'
import { CONFIRMATIONS, openTill, type Till } from './till.ts'

const PAYER = account(0xab)
const VALUE = 4_270_734n
const { domain } = acceptedPayment(1)

/** A customer has paid on chain, and the terminal has seen and journaled it. */
async function received(validBefore?: number) {
  const chain = fakeChain()
  chain.fund(PAYER, 10n * VALUE)
  const folder = join(emptyFolder(), 'journal')
  let till = await openTill(folder, chain)
  onTestFinished(() => till.close())
  const txHash = chain.transfer({ from: PAYER, to: MERCHANT, value: VALUE })
  const [seen] = must(await chain.transfersBy(txHash, MERCHANT)) ?? []
  const nonce = transferId({ domain, txHash, payer: PAYER, value: VALUE })
  const { payment } = receivedFact(1, {
    from: PAYER,
    value: VALUE,
    nonce,
    ...(validBefore === undefined ? {} : { validBefore }),
  })
  if (!seen) throw new Error('no transfer')
  must(await till.ledger.record({ type: 'received', payment, proof: seen.proof }))
  return {
    chain,
    nonce,
    txHash,
    till: () => till,
    state: () => till.ledger.payment(nonce)?.state,
    async restart() {
      await till.close()
      till = await openTill(folder, chain)
    },
  }
}

const follow = async (till: Till) => must(await till.settlement.follow())

describe('a payer’s own transfer', () => {
  it('counts from the first moment, and settles when its block is deep enough', async () => {
    const { chain, till, state } = await received()
    expect(state()).toBe('confirmed')
    expect(till().ledger.summary()).toMatchObject({ lastReceiptNumber: 1, waitingUnits: VALUE })
    chain.mine(CONFIRMATIONS - 3)
    await follow(till())
    expect(state()).toBe('confirmed')
    chain.mine()
    expect(await follow(till())).toMatchObject({ open: 0 })
    expect(state()).toBe('settled')
    expect(till().ledger.summary().waitingUnits).toBe(0n)
  })

  it('is never signed, whoever asks for it, and in no rescue file', async () => {
    const { chain, till, nonce } = await received()
    expect(must(await till().settlement.prepare([nonce]))).toEqual({ hash: null, entries: [] })
    chain.reorganise(1)
    await follow(till())
    expect(must(await till().settlement.prepare([nonce]))).toEqual({ hash: null, entries: [] })
    expect(must(await till().settlement.reopen([nonce]))).toEqual({ entries: [] })
    expect(chain.signedCount()).toBe(0)
    expect(await waitingPayments(till().ledger)).toEqual([])
  })

  it('is found again in another block, where its log has another place', async () => {
    const { chain, till, state, txHash, nonce } = await received()
    chain.reorganise(1, 'pending')
    await follow(till())
    expect(state()).toBe('submitted')
    chain.mine(1)
    await follow(till())
    expect(state()).toBe('confirmed')
    expect(till().ledger.payment(nonce)?.proof).toMatchObject({ txHash, blockNumber: 2 })
    chain.mine(CONFIRMATIONS)
    await follow(till())
    expect(state()).toBe('settled')
    expect(chain.balanceOf(MERCHANT)).toBe(VALUE)
  })

  it('is found when its payer had to send it anew', async () => {
    const { chain, till, state, nonce } = await received()
    chain.reorganise(1)
    await follow(till())
    const again = chain.transfer({ from: PAYER, to: MERCHANT, value: VALUE })
    await follow(till())
    expect(state()).toBe('confirmed')
    expect(till().ledger.payment(nonce)?.proof?.txHash).toBe(again)
  })

  it('is not found in somebody else’s transfer, or in another amount', async () => {
    const { chain, till, state } = await received()
    chain.reorganise(1)
    await follow(till())
    chain.fund(account(0xcd), 2n * VALUE)
    chain.transfer({ from: account(0xcd), to: MERCHANT, value: VALUE })
    chain.transfer({ from: PAYER, to: MERCHANT, value: VALUE + 1n })
    chain.transfer({ from: PAYER, to: account(0xef), value: VALUE })
    await follow(till())
    expect(state()).toBe('submitted')
  })

  it('is not found in a transfer that is another payment', async () => {
    const { chain, till, state } = await received()
    chain.reorganise(1)
    await follow(till())
    const other = chain.transfer({ from: PAYER, to: MERCHANT, value: VALUE })
    const [seen] = must(await chain.transfersBy(other, MERCHANT)) ?? []
    if (!seen) throw new Error('no transfer')
    const nonce: Hex = transferId({ domain, txHash: other, payer: PAYER, value: VALUE })
    const { payment } = receivedFact(2, { from: PAYER, value: VALUE, nonce })
    must(await till().ledger.record({ type: 'received', payment, proof: seen.proof }))
    await follow(till())
    expect(state()).toBe('submitted')
  })

  it('is asked about again when the network goes away in between', async () => {
    const { chain, till, state } = await received()
    chain.reorganise(1, 'pending')
    await follow(till())
    chain.goOffline(true)
    expect(await till().settlement.follow()).toEqual(fail('RPC_UNREACHABLE'))
    chain.goOffline(false)
    chain.mine()
    await follow(till())
    expect(state()).toBe('confirmed')
  })

  it('has expired when it never comes back, and counts again should it come later', async () => {
    const soon = 1_700_000_000 + 600
    const { chain, till, state } = await received(soon)
    chain.reorganise(1, 'pending')
    await follow(till())
    chain.passTime(1000)
    await follow(till())
    expect(state()).toBe('expired')
    expect(till().ledger.onTheirWay()).toEqual([])
  })
})

it('the same transfer is one payment: the journal takes it once, before and after it is settled', async () => {
  const { chain, till, nonce, restart } = await received()
  const known = till().ledger.payment(nonce)
  if (!known?.proof) throw new Error('no payment')
  const { payment } = receivedFact(2, { from: PAYER, value: VALUE, nonce })
  const again = { type: 'received', payment, proof: { ...known.proof, logIndex: 9 } } as const
  expect(await till().ledger.record(again)).toMatchObject(fail('INTERNAL'))
  chain.mine(CONFIRMATIONS)
  await follow(till())
  await restart()
  expect(await till().ledger.record(again)).toMatchObject(fail('INTERNAL'))
  expect(till().ledger.summary()).toMatchObject({ lastReceiptNumber: 1, counts: { settled: 1 } })
})

const EVENTS = [
  'mine',
  'reorganise',
  'reorganise and pending',
  'pay anew',
  'follow',
  'restart',
  'offline',
] as const

const happen = (chain: FakeChain, event: (typeof EVENTS)[number]) => {
  if (event === 'mine') chain.mine()
  if (event === 'reorganise') chain.reorganise(2)
  if (event === 'reorganise and pending') chain.reorganise(2, 'pending')
  if (event === 'pay anew') chain.transfer({ from: PAYER, to: MERCHANT, value: VALUE })
  if (event === 'offline') chain.goOffline(true)
}

it('ends settled in any weather once the chain has it, counts once, and is settled only where the chain has it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom(...EVENTS), { maxLength: 14 }), async (events) => {
      const { chain, till, state, restart, nonce } = await received()
      for (const event of events) {
        happen(chain, event)
        if (event === 'restart') await restart()
        if (event === 'follow') await till().settlement.follow()
        chain.goOffline(false)
        expect(['confirmed', 'submitted', 'settled']).toContain(state())
        if (state() === 'settled') break
      }
      for (let i = 0; i < CONFIRMATIONS + 2; i += 1) {
        await follow(till())
        chain.mine()
      }
      await follow(till())
      const transfers = must(await chain.transfersTo(MERCHANT, { from: 0, to: 1000 }))
      expect(state()).toBe(transfers.length > 0 ? 'settled' : 'submitted')
      const { proof } = till().ledger.payment(nonce) ?? {}
      if (state() === 'settled') expect(transfers.map((each) => each.proof)).toContainEqual(proof)
      expect(till().ledger.summary().lastReceiptNumber).toBe(1)
      await till().close()
    }),
    { numRuns: 60 },
  )
}, 60_000)
