import 'fake-indexeddb/auto'
import { beforeAll, expect, test } from 'vitest'
import type { QueueDatabase } from '#renderer/queue/database.ts'
import {
  findPayment,
  type HistoryQuery,
  historyPage,
  PAGE,
  type Place,
  refundsOf,
} from '#renderer/queue/history.ts'
import { rowOf } from '#src/queue/row.ts'
import { acceptedPayment, id, standing } from '../../fakes/accepted.ts'
import { freshDatabase } from '../../fakes/queue.ts'

const COUNT = 2500
/** When receipt `n` was accepted, by the fakes. */
const at = (n: number) => 1_700_000_000_000 + n
const ALL: HistoryQuery = { text: '', shown: 'all', day: null }
let db: QueueDatabase

/** Every hundredth is parked, every thousandth refused, every twentieth for 2.50, and receipts 7 and 8 came in the same millisecond. */
const stateOf = (n: number) => (n % 1000 === 0 ? 'refused' : n % 100 === 0 ? 'parked' : 'settled')
const REFUND = standing(COUNT + 1, { returns: id(2000), acceptedAt: at(COUNT + 1) })

beforeAll(async () => {
  db = await freshDatabase()
  const payments = Array.from({ length: COUNT }, (_, i) =>
    standing(i + 1, {
      state: stateOf(i + 1),
      authorization: acceptedPayment(i + 1, { value: i % 20 === 19 ? 2_500_000n : 1_000_000n }).authorization,
      ...(i + 1 === 8 ? { acceptedAt: at(7) } : {}),
    }),
  )
  await db.payments.bulkAdd([...payments, REFUND].map((payment) => rowOf(payment, undefined, at(0))))
})

/** All pages, and the receipts on each. */
async function pages(query: HistoryQuery): Promise<number[][]> {
  const all: number[][] = []
  let after: Place | null = null
  do {
    const page = await historyPage(db, query, after)
    all.push(page.payments.map(({ receiptNumber }) => receiptNumber))
    after = page.next
  } while (after !== null)
  return all
}

test('all payments come in pages, newest first, each once', async () => {
  const all = await pages(ALL)
  expect(Math.max(...all.map((page) => page.length))).toBe(PAGE)
  // Of the same millisecond, the greater id comes first, as the index has it.
  expect(all.flat()).toEqual(Array.from({ length: COUNT + 1 }, (_, i) => COUNT + 1 - i))
})

test('a state is found without looking at the others', async () => {
  expect(await pages({ ...ALL, shown: 'refused' })).toEqual([[2000, 1000]])
  const parked = (await pages({ ...ALL, shown: 'parked' })).flat()
  expect(parked).toHaveLength(23)
  expect(parked.slice(0, 3)).toEqual([2500, 2400, 2300])
  expect(await pages({ ...ALL, shown: 'voided' })).toEqual([[]])
})

test('refunds are found among the payments', async () => {
  const found = await pages({ ...ALL, shown: 'returned' })
  expect(found.flat()).toEqual([COUNT + 1])
})

test('a day has its own payments and no others', async () => {
  const day = { from: at(100), to: at(102) }
  expect(await pages({ ...ALL, day })).toEqual([[101, 100]])
  expect(await pages({ ...ALL, day, shown: 'parked' })).toEqual([[100]])
  expect(await pages({ ...ALL, day, text: '102' })).toEqual([[]])
})

test('a receipt is on the first page, however old it is', async () => {
  const first = await historyPage(db, { ...ALL, text: '001-000012' }, null)
  expect(first.payments.map(({ receiptNumber }) => receiptNumber)).toEqual([12])
  expect((await pages({ ...ALL, text: '12' })).flat()).toEqual([12])
  expect((await pages({ ...ALL, text: '002-000012' })).flat()).toEqual([])
  expect((await pages({ ...ALL, text: '12', shown: 'parked' })).flat()).toEqual([])
})

test('a search looks at a bounded part at a time, and finds all in the end', async () => {
  // The fakes spell the receipt's number as the card's address: 0x…00b = 11.
  const found = await pages({ ...ALL, text: '00b' })
  expect(found.flat()).toEqual([11])
  expect(found.length).toBe(Math.ceil((COUNT + 1) / 1000))
})

test('what is found often fills its pages, and nothing is left out or twice', async () => {
  const found = await pages({ ...ALL, text: '2.50' })
  expect(found.slice(0, 2).map((page) => page.length)).toEqual([PAGE, PAGE])
  expect(found.flat()).toEqual(Array.from({ length: COUNT / 20 }, (_, i) => COUNT - 20 * i))
})

test('a text that can be nothing finds nothing', async () => {
  expect(await pages({ ...ALL, text: 'tea?' })).toEqual([[]])
})

test('one payment is found by its id, with what was given back of it', async () => {
  expect(await findPayment(db, id(5))).toMatchObject({ ...acceptedPayment(5), state: 'settled' })
  expect(await findPayment(db, id(9999))).toBeUndefined()
  expect((await refundsOf(db, id(2000))).map(({ receiptNumber }) => receiptNumber)).toEqual([COUNT + 1])
  expect(await refundsOf(db, id(1999))).toEqual([])
})
