import 'fake-indexeddb/auto'
import { expect, test } from 'vitest'
import { deadlines, listPayments } from '#renderer/queue/lists.ts'
import type { Fact } from '#src/journal/entry.ts'
import { acceptedPayment, id, NEVER } from '../../fakes/accepted.ts'
import { fakeJournal, journalWith, WRITTEN_AT } from '../../fakes/journal.ts'
import { levelQueue } from '../../fakes/queue.ts'

const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i)
const confirmed = (...of: number[]): Fact => ({
  type: 'confirmed',
  proofs: of.map((n) => ({
    id: id(n),
    proof: { txHash: id(n), blockHash: id(1), blockNumber: 1, logIndex: 0 },
  })),
})
const settled = (...of: number[]): Fact[] => [confirmed(...of), { type: 'settled', ids: of.map(id) }]
const refused = (n: number, code: 'PAYER_NO_FUNDS' | 'AUTHORIZATION_SPENT'): Fact => ({
  type: 'refused',
  refusals: [{ id: id(n), code }],
})
const receiptsOf = (list: readonly { readonly receiptNumber: number }[]) =>
  list.map(({ receiptNumber }) => receiptNumber)

test('old payments that wait or are parked are listed, however many are settled after them', async () => {
  const journal = journalWith(30)
  journal.write(refused(1, 'PAYER_NO_FUNDS'), refused(2, 'AUTHORIZATION_SPENT'), confirmed(3))
  journal.write(...settled(...numbers(5, 30)))
  const { db } = await levelQueue(journal)
  const list = await listPayments(db, 5)
  expect(receiptsOf(list)).toEqual([30, 29, 28, 27, 26, 4, 3, 2, 1])
  expect(list.slice(5).map(({ state }) => state)).toEqual(['accepted', 'confirmed', 'parked', 'refused'])
})

test('of many that wait, the newest and the most urgent', async () => {
  const journal = journalWith(40)
  journal.accept(acceptedPayment(41, { validBefore: 5000 }), acceptedPayment(42))
  const { db } = await levelQueue(journal)
  const list = receiptsOf(await listPayments(db, 3))
  expect(list.slice(0, 2)).toEqual([42, 41])
  expect(new Set(list).size).toBe(list.length)
  expect(list.length).toBeLessThanOrEqual(3 + 10)
})

test('a refused payment says when it is tried again', async () => {
  const journal = journalWith(1)
  journal.write(refused(1, 'PAYER_NO_FUNDS'))
  const { db } = await levelQueue(journal)
  expect(await listPayments(db, 5)).toMatchObject([{ state: 'refused', retryAt: WRITTEN_AT + 30_000 }])
})

test('an empty queue has neither payments nor deadlines', async () => {
  const { db } = await levelQueue(fakeJournal())
  expect(await listPayments(db, 5)).toEqual([])
  expect(await deadlines(db, NEVER)).toEqual({ earliest: null, expiring: 0 })
})

test('deadlines are those of payments that are not on the chain: accepted, refused or on their way', async () => {
  const journal = fakeJournal()
  journal.accept(...[1, 2, 3, 4, 5, 6].map((n) => acceptedPayment(n, { validBefore: n * 1000 })))
  const batch = {
    hash: id(0xba),
    raw: id(0xba),
    account: '0x00' as const,
    accountNonce: 0,
    payments: [id(4)],
    signedAtBlock: 1,
  }
  journal.write(
    { type: 'expired', ids: [id(1)] },
    confirmed(2),
    refused(3, 'AUTHORIZATION_SPENT'),
    { type: 'submitted', batch },
    refused(5, 'PAYER_NO_FUNDS'),
  )
  const { db } = await levelQueue(journal)
  expect(await deadlines(db, 4000)).toEqual({ earliest: 4000, expiring: 0 })
  expect(await deadlines(db, 4001)).toEqual({ earliest: 4000, expiring: 1 })
  expect(await deadlines(db, 6000)).toEqual({ earliest: 4000, expiring: 2 })
  expect(await deadlines(db, NEVER)).toEqual({ earliest: 4000, expiring: 3 })
})
