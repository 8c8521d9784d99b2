import 'fake-indexeddb/auto'
import { expect, test } from 'vitest'
import { dayFigures, noFigures } from '#renderer/queue/day.ts'
import type { Payment } from '#src/payment/record.ts'
import { rowOf } from '#src/queue/row.ts'
import { id, standing } from '../../fakes/accepted.ts'
import { freshDatabase } from '../../fakes/queue.ts'

const HOUR = 3_600_000
const MIDNIGHT = 1_700_006_400_000
const DAY = { from: MIDNIGHT, to: MIDNIGHT + 24 * HOUR }
const USDC = { symbol: 'USDC', decimals: 6 }
const KZT = { symbol: '₸', decimals: 2 }

const of = (n: number, atMs: number, change: Partial<Payment> = {}) =>
  standing(n, { acceptedAt: atMs, ...change })

async function figuresOf(...payments: Payment[]) {
  const db = await freshDatabase()
  await db.payments.bulkAdd(payments.map((payment) => rowOf(payment, undefined, MIDNIGHT)))
  return dayFigures(db, DAY)
}

/** So many of the fakes' payments: one USDC each. */
const sum = (count: number) => ({ count, amounts: [{ asset: USDC, units: BigInt(count) * 1_000_000n }] })

test('a day without payments has none', async () => {
  expect(await figuresOf()).toEqual(noFigures)
})

test('only payments of that day count, from its first to its last millisecond', async () => {
  const figures = await figuresOf(
    of(1, DAY.from - 1),
    of(2, DAY.from),
    of(3, DAY.from + HOUR),
    of(4, DAY.to - 1),
    of(5, DAY.to),
  )
  expect(figures.sales).toEqual(sum(3))
  expect(figures.standing.waiting).toEqual(sum(3))
})

test('each counts where it stands; what was taken back is no sale, and a refund is neither', async () => {
  const noon = DAY.from + 12 * HOUR
  const figures = await figuresOf(
    of(1, noon, { state: 'settled' }),
    of(2, noon, { state: 'accepted' }),
    of(3, noon, { state: 'confirmed' }),
    of(4, noon, { state: 'refused' }),
    of(5, noon, { state: 'parked' }),
    of(6, noon, { state: 'expired' }),
    of(7, noon, { state: 'voided' }),
    of(8, noon, { state: 'cancelled' }),
    of(9, noon, { state: 'settled', returns: id(1) }),
  )
  expect(figures.sales).toEqual(sum(6))
  expect(figures.standing).toEqual({
    settled: sum(1),
    waiting: sum(2),
    refused: sum(1),
    parked: sum(2),
    voided: sum(2),
  })
  expect(figures.refunds).toEqual(sum(1))
})

test('orders add up in their own currency, and tokens apart from each other', async () => {
  const order = (total: bigint) => ({
    currency: KZT,
    lines: [{ name: 'Tea', quantity: 1, unitPrice: total }],
    discount: 0n,
    tip: 0n,
    total,
    rate: null,
  })
  const figures = await figuresOf(
    of(1, DAY.from, { order: order(52_000n) }),
    of(2, DAY.from + 1, { order: order(125_000n) }),
    of(3, DAY.from + 2, { asset: { symbol: 'EURC', decimals: 6 } }),
  )
  expect(figures.priced).toEqual({ count: 2, amounts: [{ asset: KZT, units: 177_000n }] })
  expect(figures.sales.amounts).toEqual([
    { asset: USDC, units: 2_000_000n },
    { asset: { symbol: 'EURC', decimals: 6 }, units: 1_000_000n },
  ])
})
