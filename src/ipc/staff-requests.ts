import { z } from 'zod'
import type { RequestOf } from './contract.ts'
import type { StaffChannels } from './till.ts'

const nothing = z.undefined()
/** As many digits as a PIN may have (config/staff.ts): anything else is nobody's. */
export const pinSchema = z.string().regex(/^\d{4,8}$/)
export const approvalSchema = { approvalPin: pinSchema.optional() }
const cash = z.bigint().nonnegative().nullable()

export const STAFF_REQUESTS: { readonly [C in keyof StaffChannels]: z.ZodType<RequestOf<C>> } = {
  'staff/state': nothing,
  'staff/sign-in': z.strictObject({ pin: pinSchema }),
  'staff/sign-in-by-card': nothing,
  'staff/stop-waiting': nothing,
  'staff/sign-out': nothing,
  'staff/allow-discount': z.strictObject(approvalSchema),
  'till/state': nothing,
  'shift/open': z.strictObject({ float: cash }),
  'shift/close': z.strictObject({ counted: cash, ...approvalSchema }),
  'shift/reports': nothing,
  'shift/print': z.discriminatedUnion('report', [
    z.strictObject({ report: z.literal('x') }),
    z.strictObject({ report: z.literal('z'), number: z.int().positive(), copy: z.boolean() }),
  ]),
  'drawer/open': z.strictObject({ reason: z.string().trim().min(1).max(200), ...approvalSchema }),
}
