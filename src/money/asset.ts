import { z } from 'zod'

/** What an amount is counted in. `decimals` places the point: 6 for USDC, 2 for ₸. */
export const assetSchema = z.strictObject({
  symbol: z.string().regex(/^[A-Za-z0-9.₮₸-]{1,12}$/),
  decimals: z.int().min(0).max(18),
})
export type Asset = Readonly<z.output<typeof assetSchema>>
