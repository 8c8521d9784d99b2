import { describe, expect, it } from 'vitest'
import type { Order } from '#src/order/order.ts'
import { countReceipt, countVoid, noTotals } from '#src/till/totals.ts'
import { id, standing, TOKEN } from '../../fakes/accepted.ts'

const KZT = { symbol: '₸', decimals: 2 }
const order: Order = {
  currency: KZT,
  lines: [{ name: 'Нан', quantity: 2, unitPrice: 19_000n }],
  discount: 3_000n,
  tip: 1_000n,
  total: 36_000n,
  rate: { value: '500', source: 'NBK', at: 1_700_000_000_000 },
}

describe('what a shift came to', () => {
  it('adds up sales by token, and orders by their currency', () => {
    const totals = [standing(1, { order }), standing(2), standing(3, { order })].reduce(
      countReceipt,
      noTotals,
    )
    expect(totals).toEqual({
      tokens: [
        {
          asset: { symbol: 'USDC', decimals: 6 },
          chainId: 31_337,
          contract: TOKEN,
          sales: { count: 3, units: 3_000_000n },
          voids: { count: 0, units: 0n },
          refunds: { count: 0, units: 0n },
        },
      ],
      currencies: [{ currency: KZT, sales: 72_000n, discounts: 6_000n, tips: 2_000n }],
      firstReceipt: '001-000001',
      lastReceipt: '001-000003',
    })
  })

  it('counts what went back apart: a refund is no sale, and a void leaves its sale where it was', () => {
    const sold = countReceipt(noTotals, standing(1))
    const refunded = countReceipt(sold, standing(2, { returns: id(1) }))
    const [token] = countVoid(refunded, standing(1)).tokens
    expect(token).toMatchObject({
      sales: { count: 1, units: 1_000_000n },
      voids: { count: 1, units: 1_000_000n },
      refunds: { count: 1, units: 1_000_000n },
    })
  })

  it('keeps two tokens apart', () => {
    const other = standing(2, { domain: { ...standing(2).domain, chainId: 1 } })
    const totals = [standing(1), other].reduce(countReceipt, noTotals)
    expect(totals.tokens.map(({ chainId, sales }) => [chainId, sales.count])).toEqual([
      [31_337, 1],
      [1, 1],
    ])
  })
})
