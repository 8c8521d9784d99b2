import { hexToBytes } from '@noble/hashes/utils.js'
import { expect, test } from 'vitest'
import { emulateKeycardCash } from '#drivers/emulator/keycard-cash.ts'
import { acceptedPaymentSchema } from '#src/payment/record.ts'
import { testKey } from '../../fakes/payment.ts'
import { must } from '../../fakes/wires.ts'
import { openTill } from './till.ts'

const card = () => emulateKeycardCash({ privateKey: hexToBytes(testKey(1).slice(2)) })
const ORDER = {
  currency: { symbol: '₸', decimals: 2 },
  lines: [{ name: 'Шай', quantity: 2, unitPrice: 125_000n }],
  discount: 0n,
  tip: 0n,
  total: 250_000n,
  rate: { value: '500', source: 'National Bank', at: 1 },
}

test('what a payment is for goes to disk with it, and comes back as it was', async () => {
  const { desk, payments } = await openTill(card())
  const { saleId } = must(desk.open(5_000_000n, ORDER))
  must(await desk.awaitCard(saleId))
  must(await desk.authorize(saleId))
  const [payment] = await payments()
  expect(payment?.order).toEqual(ORDER)
  const written = JSON.stringify(payment, (_key, value) => (typeof value === 'bigint' ? `${value}` : value))
  expect(acceptedPaymentSchema.parse(JSON.parse(written)).order).toEqual(ORDER)
})

test('an order is one sale’s: the next one has none', async () => {
  const { desk, sell } = await openTill(card())
  desk.open(5_000_000n, ORDER)
  expect(await sell(5_000_000n)).not.toHaveProperty('order')
})

test('what is scanned while nobody buys is told, and while somebody does it is not', async () => {
  const { desk, scan, idleScans } = await openTill(card())
  scan('4870000000013')
  const { saleId } = must(desk.open(1n))
  scan('4870000000020')
  desk.close(saleId)
  scan('4870000000037')
  expect(idleScans).toEqual(['4870000000013', '4870000000037'])
})
