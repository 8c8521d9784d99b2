import { z } from 'zod'
import { assetSchema } from '../money/asset.ts'
import { unitsSchema } from '../money/units.ts'

/** One thing that is bought, some times. Prices are in smallest units of the order's currency. */
export const orderLineSchema = z.strictObject({
  name: z.string().min(1).max(60),
  quantity: z.int().min(1).max(9999),
  unitPrice: unitsSchema,
})
export type OrderLine = z.output<typeof orderLineSchema>

/** How much of the currency one whole token is worth, and who says so. */
export const rateSchema = z.strictObject({
  /** Decimal string: "536.20" tenge for 1 USDC. */
  value: z.string().regex(/^\d{1,12}(\.\d{1,12})?$/),
  source: z.string().min(1).max(40),
  /** Milliseconds since the epoch at which the source said it. */
  at: z.int().nonnegative(),
})
export type Rate = z.output<typeof rateSchema>

/** What a payment is for, as it stands on its receipt. Main checks that it adds up (price.ts). */
export const orderSchema = z.strictObject({
  currency: assetSchema,
  lines: z.array(orderLineSchema).min(1).max(200),
  discount: unitsSchema,
  tip: unitsSchema,
  /** Sum of the lines, less the discount, plus the tip. */
  total: unitsSchema,
  /** Null where things are priced in the token itself. */
  rate: rateSchema.nullable(),
})
export type Order = z.output<typeof orderSchema>
