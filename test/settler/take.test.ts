import { expect, it } from 'vitest'
import { TEST_PAYEE } from '#simulator/chain/test-keys.ts'
import { ok } from '#src/result.ts'
import { release, takeEntry } from '../../settler/take.ts'
import { DOMAIN, idOf, paymentOf, slowLedger } from './slow-ledger.ts'

const GATE = { site: 'almaty', terminal: 'gate-1' }

/** A lane that takes the first payment and hears of its recall, in any order. */
function aLane() {
  const { ledger, state, writes, untilWritten } = slowLedger()
  const merchants = [{ domain: DOMAIN, payee: TEST_PAYEE }]
  const parts = { ledger, state, merchants, tell: async () => undefined }
  const entry = { seq: 1, at: 0, fact: { type: 'accepted', payment: paymentOf(1) } } as const
  return {
    take: () => takeEntry(parts, { entry }, GATE),
    recall: () => release(parts, idOf(1), GATE),
    isLetGo: () => state.isLetGo(idOf(1)),
    isHere: () => ledger.payment(idOf(1)) !== undefined,
    async write(n: number) {
      await untilWritten(n)
      writes[n - 1]?.end()
    },
    written: () => writes.flatMap(({ facts }) => facts.map(({ type }) => type)),
  }
}

it('lets go of a payment whose recall comes while it is being written', async () => {
  const { take, recall, write, isLetGo, written } = aLane()
  const both = Promise.all([take(), recall()])
  for (const n of [1, 2, 3]) await write(n)
  expect(await both).toEqual([ok(), ok('released')])
  expect(isLetGo()).toBe(true)
  expect(written()).toEqual(['rescued', 'noted', 'voided'])
})

it('does not take a payment that comes while its recall is being written', async () => {
  const { take, recall, write, isHere, written } = aLane()
  const both = Promise.all([recall(), take()])
  await write(1)
  expect(await both).toEqual([ok('unknown'), ok()])
  expect(isHere()).toBe(false)
  expect(written()).toEqual(['noted'])
})
