import { z } from 'zod'
import { nameSchema } from '../fleet/names.ts'
import { hexSchema } from '../payment/record.ts'

/** The operator's signed list of cards that may not pay; docs/deny-list.md. */
export const denyListSchema = z.strictObject({
  /**
   * A file, or an https address; `{version}` in it becomes the version that is here, 0 for none. Or "fleet:" and the
   * name of a list that the fleet has.
   */
  source: z
    .string()
    .min(1)
    .refine((text) => !/^http:/i.test(text) || isOwnMachine(text), {
      error: 'a file, or an https address',
    })
    .refine((text) => !/^fleet:/i.test(text) || fleetListOf(text) !== undefined, {
      error: '"fleet:" and the name of a list: letters, digits and "-", at most 31',
    }),
  /** Whose lists count. To change the key, name both until all terminals have a list by the new one. */
  operators: z
    .array(
      z
        .string()
        .transform((text) => text.toLowerCase())
        .pipe(hexSchema(20)),
    )
    .min(1)
    .max(8),
  /** How often an address is asked; a file counts within seconds. */
  everyMinutes: z.int().min(1).max(1440).default(15),
})
export type DenyListConfig = z.output<typeof denyListSchema>

/** Nobody in between could change what comes from there. */
export const isOwnMachine = (text: string): boolean =>
  /^http:\/\/(127\.0\.0\.1|localhost|\[::1\])([:/]|$)/i.test(text)

/** The name of the list in the fleet's bucket; undefined where it is from elsewhere. */
export const fleetListOf = (source: string): string | undefined =>
  source.startsWith('fleet:') ? nameSchema.safeParse(source.slice('fleet:'.length)).data : undefined
