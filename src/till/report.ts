import { z } from 'zod'
import { unitsSchema } from '../money/units.ts'
import { hexSchema } from '../payment/record.ts'
import { personSchema } from '../staff/person.ts'
import { openShiftSchema } from './shift.ts'

/** The end of a shift, written once: copies say that they are copies. */
export const zReportSchema = openShiftSchema.extend({
  closedAt: z.int().nonnegative(),
  closedBy: personSchema,
  approvedBy: personSchema.optional(),
  /** Cash counted at the end, in the currency of prices; null where none was counted. */
  counted: unitsSchema.nullable(),
  /** Everything of this terminal that was not final then, of whichever shift. */
  unsettled: z.strictObject({ count: z.int().nonnegative(), units: unitsSchema }),
  /** The journal's line before this report's own: who has the paper can check the file. */
  journal: z.strictObject({ seq: z.int().nonnegative(), hash: hexSchema(32) }),
  /** Of this program. */
  version: z.string().max(40),
})
export type ZReport = z.output<typeof zReportSchema>
