import { beforeEach, expect, test, vi } from 'vitest'
import { fail, ok, type Result } from '#src/result.ts'
import type { Debt } from '#src/sale/debt.ts'
import { counter, later, quiet, SIGNED } from './sale-counter.ts'

// There is no page to paint: taps are not measured here.
beforeEach(() => void vi.stubGlobal('requestAnimationFrame', () => 0))

const DEBT: Debt = {
  owed: { units: 12_000n, asset: { symbol: '₸', decimals: 2 } },
  ...{ units: 250_000n, payments: 1, since: 1 },
}
const OWED = { ok: false, error: { code: 'DEBT_OWED', debt: DEBT } } as const

test('a card that has paid what it owes pays the same sale, with the amount unchanged', async () => {
  const answers = [OWED, SIGNED]
  const { sale, screen, flows, bridge, levelledCount } = counter({
    'sale/authorize': () => answers.shift() ?? SIGNED,
    'sale/pay-debt': () => ok(undefined),
  })
  sale.charge(5n)
  await quiet()
  expect(screen()).toEqual({ step: 'declined', units: 5n, order: undefined, error: OWED.error })
  expect(await sale.payDebt()).toEqual(ok(undefined))
  await quiet()
  expect(screen()).toMatchObject({ step: 'accepted' })
  expect(flows).toContainEqual(
    expect.objectContaining({ step: 'card', stage: 'waiting', units: 5n, receipt: '001-000001' }),
  )
  expect(bridge.callsOf('sale/open')).toHaveLength(1)
  expect(bridge.callsOf('sale/pay-debt')).toEqual([{ saleId: 'sale 1' }])
  // What main has written of it is in the queue before the card is asked for.
  expect(levelledCount()).toBe(1)
})

test('what could not be paid leaves the question on the screen', async () => {
  const { sale, screen, levelledCount } = counter({
    'sale/authorize': () => OWED,
    'sale/pay-debt': () => fail('RPC_UNREACHABLE'),
  })
  sale.charge(5n)
  await quiet()
  expect(await sale.payDebt()).toEqual(fail('RPC_UNREACHABLE'))
  expect(screen()).toMatchObject({ step: 'declined', error: { debt: DEBT } })
  expect(levelledCount()).toBe(1)
})

test('a customer who leaves while it is paid is not called back', async () => {
  const { promise, give } = later<Result<undefined>>()
  const { sale, screen, bridge } = counter({ 'sale/authorize': () => OWED, 'sale/pay-debt': () => promise })
  sale.charge(5n)
  await quiet()
  const paying = sale.payDebt()
  sale.newSale()
  give(ok(undefined))
  await paying
  await quiet()
  expect(screen()).toEqual({ step: 'amount' })
  expect(bridge.callsOf('sale/await-card')).toHaveLength(1)
  expect(bridge.callsOf('sale/close')).toEqual([{ saleId: 'sale 1' }])
})

test('there is nothing to pay while no card was declined', async () => {
  const { sale, bridge } = counter()
  expect(await sale.payDebt()).toEqual(fail('SALE_UNKNOWN'))
  expect(bridge.callsOf('sale/pay-debt')).toEqual([])
})
