import { z } from 'zod'
import { hexSchema } from '../payment/record.ts'
import { personSchema, ROLES } from '../staff/person.ts'
import { parsePinHash } from '../staff/pin-hash.ts'
import { TILL_ID } from '../staff/till-itself.ts'

const staffMemberSchema = personSchema.extend({
  role: z.enum(ROLES),
  /** `scrypt$N$r$p$salt$hash`, as `npm run hash-pin` prints it; the PIN itself stands nowhere. */
  pin: z.string().refine((text) => parsePinHash(text) !== undefined, 'not printed by npm run hash-pin'),
  /** The address of a card that signs for them. */
  card: z
    .string()
    .transform((text) => text.toLowerCase())
    .pipe(hexSchema(20))
    .optional(),
})
export type StaffMember = z.output<typeof staffMemberSchema>

/** Everybody who may work at the terminal. */
export const staffSchema = z
  .array(staffMemberSchema)
  .min(1)
  .max(100)
  .refine((all) => areUnique(all.map(({ id }) => id)), 'two have the same id')
  .refine((all) => areUnique(all.flatMap(({ card }) => card ?? [])), 'two have the same card')
  .refine((all) => all.every(({ id }) => id !== TILL_ID), `"${TILL_ID}" is the terminal itself`)

const areUnique = (texts: readonly string[]): boolean => new Set(texts).size === texts.length
