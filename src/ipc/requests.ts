import { z } from 'zod'
import { orderSchema } from '../order/order.ts'
import { hexSchema, journaledPaymentSchema } from '../payment/record.ts'
import { OVERRIDE_REASONS } from '../risk/override.ts'
import type { ChannelName, RequestOf } from './contract.ts'
import { RETURN_REQUESTS } from './return-requests.ts'
import { SERVICE_REQUESTS } from './service-requests.ts'
import { approvalSchema, STAFF_REQUESTS } from './staff-requests.ts'
import { STATION_REQUESTS } from './station-requests.ts'

const nothing = z.undefined()
const passphrase = z.string().min(8).max(200)
const sale = z.strictObject({ saleId: z.uuid() })

/** What main holds every request against before any handler sees it. */
export const REQUESTS: { readonly [C in ChannelName]: z.ZodType<RequestOf<C>> } = {
  'terminal/start': nothing,
  'devices/state': nothing,
  'journal/since': z.strictObject({ seq: z.int().nonnegative(), limit: z.int().min(1).max(5000) }),
  'journal/adopt': z.strictObject({ payments: z.array(journaledPaymentSchema).max(1000) }),
  'sale/open': z.strictObject({
    units: z.bigint().positive(),
    order: orderSchema.optional(),
    product: z.string().max(40).optional(),
  }),
  'sale/await-card': sale,
  'sale/authorize': sale,
  'sale/override': sale.extend({ reason: z.enum(OVERRIDE_REASONS), ...approvalSchema }),
  'sale/pay-debt': sale,
  'sale/scanned': sale.extend({ text: z.string().max(4096) }),
  'sale/close': sale,
  'rate/state': nothing,
  'risk/state': nothing,
  'receipt/print': z.strictObject({ id: hexSchema(32), ...approvalSchema }),
  'chain/probe': nothing,
  'settlement/prepare': z.strictObject({ ids: z.array(hexSchema(32)).min(1).max(200) }),
  'settlement/broadcast': z.strictObject({ hash: hexSchema(32) }),
  'settlement/follow': z.strictObject({ paused: z.boolean() }),
  'settlement/reopen': z.strictObject({ ids: z.array(hexSchema(32)).min(1).max(200) }),
  'rescue/export': z.strictObject({ passphrase }),
  'rescue/import': z.strictObject({ passphrase }),
  'keys/state': nothing,
  'keys/unlock': z.strictObject({ passphrase }),
  ...STAFF_REQUESTS,
  ...RETURN_REQUESTS,
  ...SERVICE_REQUESTS,
  ...STATION_REQUESTS,
}

export const CHANNEL_NAMES = Object.keys(REQUESTS) as readonly ChannelName[]
