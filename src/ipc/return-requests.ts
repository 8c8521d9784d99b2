import { z } from 'zod'
import { hexSchema } from '../payment/record.ts'
import type { RequestOf } from './contract.ts'
import { approvalSchema } from './staff-requests.ts'
import type { ReturnChannels } from './till.ts'

const payment = z.strictObject({ id: hexSchema(32), ...approvalSchema })

export const RETURN_REQUESTS: { readonly [C in keyof ReturnChannels]: z.ZodType<RequestOf<C>> } = {
  'payment/void': payment,
  'payment/void-with-card': payment,
  'payment/stop-waiting': z.undefined(),
  'refund/make': payment.extend({ units: z.bigint().positive(), reason: z.string().trim().max(200) }),
  'refund/decide': z.strictObject({ ask: z.int().positive(), approve: z.boolean(), ...approvalSchema }),
  'refund/wallet': z.undefined(),
}
