import { expect, test } from 'vitest'
import type { SaleDesk } from '#main/sale/sale.ts'
import { createSalesLock } from '#main/service/sales-lock.ts'
import { fail, ok } from '#src/result.ts'

const SALE = { saleId: 'a', receipt: '001-000001', request: null }

/** A desk at which every sale opens. */
function desk(change: Partial<SaleDesk> = {}): SaleDesk {
  return {
    open: () => ok(SALE),
    awaitCard: async () => fail('SALE_CANCELLED'),
    authorize: async () => fail('CARD_REFUSED'),
    scanned: () => ok(),
    close: () => true,
    isBusy: () => false,
    isPaying: () => false,
    leave: () => true,
    charge: async () => fail('SALE_UNKNOWN'),
    declined: () => undefined,
    override: () => fail('SALE_UNKNOWN'),
    payDebt: async () => fail('SALE_UNKNOWN'),
    ...change,
  }
}

test('while a self-test holds it no sale is opened', () => {
  const lock = createSalesLock(desk())
  expect(lock.hold()).toBe(true)
  expect(lock.hold()).toBe(false)
  expect(lock.desk.open(1n)).toEqual(fail('TERMINAL_BUSY'))
  lock.letGo()
  expect(lock.desk.open(1n)).toEqual(ok(SALE))
})

test('a sale that is open ends, but for one that is being paid', () => {
  const closed: string[] = []
  const close = (saleId: string) => closed.push(saleId) > 0
  const lock = createSalesLock(desk({ close }))
  lock.desk.open(1n)
  expect(lock.hold()).toBe(true)
  expect(closed).toEqual(['a'])

  const paid = createSalesLock(desk({ close: () => false }))
  paid.desk.open(1n)
  expect(paid.hold()).toBe(false)
})

test('a card that signs is not interrupted', async () => {
  let end = (): void => undefined
  const lock = createSalesLock(
    desk({
      authorize: () =>
        new Promise((resolve) => {
          end = () => resolve(fail('CARD_REFUSED'))
        }),
    }),
  )
  lock.desk.open(1n)
  const signing = lock.desk.authorize('a')
  expect(lock.hold()).toBe(false)
  end()
  await signing
  expect(lock.hold()).toBe(true)
})
