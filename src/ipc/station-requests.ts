import { z } from 'zod'
import { receiptSchema } from '../payment/record.ts'
import type { RequestOf } from './contract.ts'
import type { StationChannels } from './station.ts'

const nothing = z.undefined()

export const STATION_REQUESTS: { readonly [C in keyof StationChannels]: z.ZodType<RequestOf<C>> } = {
  'station/info': nothing,
  'station/ride': nothing,
  'station/stop-riding': nothing,
  'station/ticket': z.strictObject({ receipt: receiptSchema }),
}
