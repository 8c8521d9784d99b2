import { z } from 'zod'
import { RIDE_REASONS } from './fare.ts'
import { PRODUCT_KINDS } from './product.ts'

const moment = z.int().nonnegative()

/** A ride, beside the payment for it or in a fact of its own where nothing was to be paid. */
export const rideSchema = z.strictObject({
  reason: z.enum(RIDE_REASONS),
  /** When the card was read, ms since the epoch. */
  at: moment,
  /** Start of the service day in which it counts, ms since the epoch. */
  day: moment,
  /** When the pass or the time for a transfer ends, as the passenger was told; null for neither. */
  goodUntil: moment.nullable(),
})
export type RideFact = z.output<typeof rideSchema>

/** What a payment buys at a station. */
export const boughtTicketSchema = z.strictObject({
  product: z.string().min(1).max(40),
  kind: z.enum(PRODUCT_KINDS),
  /** Good from the first moment until before the last, ms since the epoch. */
  from: moment,
  until: moment,
  /** Of a top-up that goes on where the card's last pass ends; left out where it had none. */
  prolongs: z.literal(true).optional(),
})
export type BoughtTicket = z.output<typeof boughtTicketSchema>
