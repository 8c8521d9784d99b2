import { expect, it } from 'vitest'
import { batchGas, paymentsWithin } from '#main/chain/gas.ts'
import { acceptedPayment } from '../../fakes/accepted.ts'

const payments = Array.from({ length: 100 }, (_, i) => acceptedPayment(i + 1))

it('asks for 60,000 a payment and 100,000, as long as they cost less', () => {
  expect(batchGas(payments, undefined)).toBe(6_100_000n)
  expect(batchGas(payments, 47_000n)).toBe(6_100_000n)
})

it('asks for a quarter more than payments were measured to cost', () => {
  expect(batchGas(payments, 80_000n)).toBe(10_100_000n)
})

it('leaves room for a contract wallet to look at its signature', () => {
  const wallet = { ...acceptedPayment(1), signature: `0x${'5a'.repeat(200)}` as const }
  expect(batchGas([wallet], undefined)).toBe(360_000n)
})

it('fills a limit and no more', () => {
  expect(paymentsWithin(6_100_000n, undefined)).toBe(100)
  expect(paymentsWithin(6_099_999n, undefined)).toBe(99)
  expect(paymentsWithin(10_100_000n, 80_000n)).toBe(100)
})

it('never gives up on a single payment', () => {
  expect(paymentsWithin(50_000n, undefined)).toBe(1)
})
