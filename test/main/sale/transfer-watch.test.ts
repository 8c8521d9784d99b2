import { expect, it } from 'vitest'
import { createTransferWatch } from '#main/sale/transfer-watch.ts'
import type { IncomingTransfer } from '#src/chain/port.ts'
import { fail } from '#src/result.ts'
import { account, MERCHANT } from '../../fakes/accepted.ts'
import { fakeChain } from '../../fakes/chain.ts'
import { fakeClock } from '../../fakes/clock.ts'

const CUSTOMER = account(0xcc)

async function watching(confirmations: number) {
  const chain = fakeChain()
  chain.fund(CUSTOMER, 1000n)
  const clock = fakeClock()
  const asked: { from: number; to: number }[] = []
  let heads = 0
  const watch = createTransferWatch({
    chain: {
      head: () => {
        heads += 1
        return chain.head()
      },
      transfersTo: (payee, blocks) => {
        asked.push(blocks)
        return chain.transfersTo(payee, blocks)
      },
    },
    payee: MERCHANT,
    confirmations,
    clock,
    pollMs: 1000,
  })
  const seen: IncomingTransfer[] = []
  let ready = 0
  const end = watch.watch({
    value: 7n,
    onReady: () => {
      ready += 1
    },
    onTransfer: (transfer) => seen.push(transfer),
  })
  await clock.advance(0)
  const pay = () => chain.transfer({ from: CUSTOMER, to: MERCHANT, value: 7n })
  return { chain, clock, watch, end, seen, asked, pay, ready: () => ready, heads: () => heads }
}

it('sees a transfer when as many blocks as wanted are on it, and tells of it once', async () => {
  const { chain, clock, seen, pay, ready } = await watching(3)
  const txHash = pay()
  await clock.advance(2000)
  expect(seen).toEqual([])
  chain.mine()
  await clock.advance(1000)
  expect(seen).toEqual([])
  chain.mine()
  await clock.advance(5000)
  expect(seen).toMatchObject([{ payer: CUSTOMER, value: 7n, proof: { txHash, blockNumber: 1 } }])
  expect(ready()).toBe(1)
})

it('never asks for more than a thousand blocks at once', async () => {
  const { chain, clock, asked, seen, pay } = await watching(1)
  chain.mine(1500)
  pay()
  await clock.advance(1000)
  expect(seen).toHaveLength(1)
  for (const { from, to } of asked) expect(to - from).toBeLessThan(1000)
}, 20_000)

it('takes a fault for nothing that happened', async () => {
  const { chain, clock, seen, pay } = await watching(1)
  pay()
  chain.goOffline(true)
  await clock.advance(3000)
  chain.goOffline(false)
  await clock.advance(1000)
  expect(seen).toHaveLength(1)
})

it('rests when nobody waits for a transfer any more', async () => {
  const { clock, watch, end, heads } = await watching(1)
  end()
  expect(watch.isWatched(7n)).toBe(true)
  await clock.advance(601_000)
  expect(watch.isWatched(7n)).toBe(false)
  const before = heads()
  await clock.advance(600_000)
  expect(heads()).toBe(before)
})

it('forgets at once a sale that nobody was asked to pay', async () => {
  const watch = createTransferWatch({
    chain: { head: async () => fail('RPC_UNREACHABLE'), transfersTo: async () => fail('RPC_UNREACHABLE') },
    payee: MERCHANT,
    confirmations: 1,
    clock: fakeClock(),
    pollMs: 1000,
  })
  watch.watch({ value: 7n, onReady: () => undefined, onTransfer: () => undefined })()
  expect(watch.isWatched(7n)).toBe(false)
})

it('asks nothing after it was stopped', async () => {
  const { clock, watch, heads } = await watching(1)
  watch.stop()
  const before = heads()
  await clock.advance(60_000)
  expect(heads()).toBe(before)
})
