import { z } from 'zod'
import { unitsSchema } from '../money/units.ts'
import { personSchema } from '../staff/person.ts'
import { totalsSchema } from './totals.ts'

export const openedShiftSchema = z.strictObject({
  /** 1, 2, 3 … without gaps within a ledger; its Z report has the same number. */
  number: z.int().positive(),
  by: personSchema,
  /** Cash in the drawer at the start, in the currency of prices; null where none is counted. */
  float: unitsSchema.nullable(),
})
export type OpenedShift = z.output<typeof openedShiftSchema>

/** The shift that runs, with what came of it so far: what an X report shows. */
export const openShiftSchema = openedShiftSchema.extend({
  /** Milliseconds since the epoch. */
  openedAt: z.int().nonnegative(),
  totals: totalsSchema,
})
export type OpenShift = z.output<typeof openShiftSchema>
