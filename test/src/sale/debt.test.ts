import { expect, it } from 'vitest'
import { debtOf } from '#src/sale/debt.ts'
import { acceptedPayment, standing } from '../../fakes/accepted.ts'

const TENGE = { symbol: '₸', decimals: 2 }
const USDC = { symbol: 'USDC', decimals: 6 }
const DAY = 86_400_000

const owed = (n: number, value: bigint, tenge?: bigint) =>
  standing(n, {
    acceptedAt: n * DAY,
    authorization: { ...acceptedPayment(n).authorization, value },
    ...(tenge !== undefined && {
      order: { currency: TENGE, lines: [], discount: 0n, tip: 0n, total: tenge, rate: null },
    }),
  })

it('is nothing where nothing is owed', () => {
  expect(debtOf([])).toBeUndefined()
})

it('is told in the currency that all of it was priced in, from its first day on', () => {
  expect(debtOf([owed(9, 250_000n, 12_000n), owed(2, 500_000n, 24_050n)])).toEqual({
    owed: { asset: TENGE, units: 36_050n },
    units: 750_000n,
    payments: 2,
    since: 2 * DAY,
  })
})

it('is told in the token where some of it was priced in nothing else', () => {
  expect(debtOf([owed(1, 250_000n, 12_000n), owed(2, 500_000n)])).toMatchObject({
    owed: { asset: USDC, units: 750_000n },
    units: 750_000n,
  })
})
