import { chargeOf } from '#renderer/screens/counter/charge.ts'
import { GOODS } from '#simulator/goods.ts'
import { priceListOf } from '#src/config/prices.ts'
import { configSchema } from '#src/config/schema.ts'
import type { RateState } from '#src/ipc/till.ts'
import { addItem, emptyBasket } from '#src/order/basket.ts'
import type { Order } from '#src/order/order.ts'
import type { PriceList } from '#src/order/price-list.ts'
import { NOW, USDC } from './payments.ts'

const RATE = { value: '536.20', source: 'National Bank', at: NOW - 22 * 60_000 }
export const FRESH: RateState = { rate: RATE, age: 'fresh', fault: null }
export const EXPIRED: RateState = {
  rate: { ...RATE, at: NOW - 3000 * 60_000 },
  age: 'expired',
  fault: 'RPC_UNREACHABLE',
}

const LONG = 'Қара бидай ұнынан пісірілген нан, 650 грамм, оралған'
const address = `0x${'22'.repeat(20)}`
const list = priceListOf(
  configSchema.parse({
    terminal: { id: 'preview', till: 2 },
    shop: { name: 'Aport Market', address: '', taxId: '' },
    languages: {},
    money: {
      asset: USDC,
      domain: { name: 'USD Coin', version: '2', chainId: 1, verifyingContract: address },
      payee: address,
    },
    chain: { rpcUrls: ['http://127.0.0.1'] },
    ...GOODS,
  }),
)
if (!list) throw new Error('the goods have prices')
const many = Array.from({ length: 18 }, (_, at) => ({
  id: `more ${at}`,
  name: { kk: `Тауар ${at + 1}`, ru: `Товар ${at + 1}`, en: `Goods ${at + 1}` },
  price: BigInt(at * 12_500 + 9_000),
  category: 'drinks',
}))

export const PRICES: PriceList = {
  ...list,
  items: [
    ...list.items,
    { id: 'rye', name: { kk: LONG, ru: LONG, en: LONG }, price: 123_456_700n, category: 'bread' },
    ...many,
  ],
}

/** Two of milk and a tea, as on the sketch. */
const basket = ['milk', 'milk', 'tea'].reduce((before, id) => {
  const item = PRICES.items.find((one) => one.id === id)
  return item ? addItem(before, item) : before
}, emptyBasket)
const charge = chargeOf(basket, PRICES, FRESH, { asset: USDC, maxUnits: 1_000_000_000n })
if (charge.kind !== 'ready') throw new Error('the sketch can be charged')
export const ORDER: Order = charge.order
export const ORDER_UNITS = charge.units
