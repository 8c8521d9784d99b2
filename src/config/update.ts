import { z } from 'zod'
import { isOwnMachine } from './deny-list.ts'
import { publicKeySchema } from './public-key.ts'

/** Where new versions come from, and whose signature they need; left out, the program never looks for any. */
export const updateSchema = z.strictObject({
  /** The folder of the channel files; the network in between need not be trusted. */
  url: z
    .url({ protocol: /^https?$/ })
    .refine((text) => !/^http:/i.test(text) || isOwnMachine(text), 'an https address'),
  /** The operator's public key in base64, as `npm run sign-update -- --new-key` prints it. */
  key: publicKeySchema,
  /** `latest` reads latest-linux.yml. */
  channel: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,19}$/)
    .default('latest'),
  checkEveryHours: z.number().min(0.001).max(168).default(6),
  /** A version that is ready waits until nobody has touched the terminal for so long. */
  quietMinutes: z.number().min(0).max(720).default(5),
})
export type UpdateConfig = z.output<typeof updateSchema>
