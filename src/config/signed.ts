import { z } from 'zod'

/** What the operator's signature is about. It counts only where a terminal demands one: docs/operating.md. */
export const signedSchema = z.strictObject({
  /** Grows with each change: a terminal that has worked with a version takes none before it. */
  version: z.int().min(1),
  /** Whom it is for, by what they are called now; left out, the terminal that `terminal.id` names. */
  terminals: z.array(z.string().min(1).max(64)).min(1).max(1000).optional(),
})
