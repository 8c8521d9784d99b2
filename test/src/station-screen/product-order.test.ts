import { expect, it } from 'vitest'
import type { StationProduct } from '#src/ipc/station.ts'
import { addsUp, unitsOf } from '#src/order/price.ts'
import { orderOfProduct } from '#src/station-screen/product-order.ts'

const PRODUCT: StationProduct = {
  id: 'return',
  kind: 'return',
  name: { kk: 'Барып қайту', ru: 'Туда и обратно', en: 'Return' },
  price: 22_000n,
  hours: 24,
  days: null,
}
const USDC = { symbol: 'USDC', decimals: 6 }

it('is one line with the name of the paper’s language, and adds up', () => {
  const rate = { value: '500', source: 'bank', at: 0 }
  const order = orderOfProduct(PRODUCT, { currency: { symbol: '₸', decimals: 2 }, paper: 'ru', rate })
  expect(order.lines).toEqual([{ name: 'Туда и обратно', quantity: 1, unitPrice: 22_000n }])
  expect(addsUp(order)).toBe(true)
  // 220 ₸ at 500 ₸ for one token.
  expect(unitsOf(order, USDC)).toBe(440_000n)
})
