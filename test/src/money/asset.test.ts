import { expect, it } from 'vitest'
import { assetSchema } from '#src/money/asset.ts'

it('takes tokens and currencies, and no symbol that could be mistaken for text', () => {
  for (const symbol of ['USDC', 'USD₮0', '₸', 'EURC.e'])
    expect(assetSchema.parse({ symbol, decimals: 6 }).symbol).toBe(symbol)
  for (const symbol of ['', 'US DC', '<b>', 'A'.repeat(13)])
    expect(assetSchema.safeParse({ symbol, decimals: 6 }).success).toBe(false)
  expect(assetSchema.safeParse({ symbol: 'X', decimals: 19 }).success).toBe(false)
})
