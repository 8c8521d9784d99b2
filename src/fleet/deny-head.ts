import { z } from 'zod'

/** No message of a broker is larger than 1 MB, unless it was told so: a full list lies in parts of this size. */
export const PART_BYTES = 512 * 1024
/** Room for 400,000 cards, as at an address. */
export const MOST_PARTS = 16

const versionSchema = z.int().min(1).max(0xffff_ffff)

/**
 * What a fleet has of a deny list. Nobody signs it: it only says what to read, and that has the operator's
 * signatures in it.
 */
const denyHeadSchema = z.strictObject({
  v: z.literal(1),
  /** The newest. */
  version: versionSchema,
  /** The full list; the changes since then lead to the newest. */
  full: z.strictObject({ version: versionSchema, parts: z.int().min(1).max(MOST_PARTS) }),
})
export type DenyHead = z.output<typeof denyHeadSchema>

export const readDenyHead = (text: string): DenyHead | undefined =>
  denyHeadSchema.safeParse(parsedJson(text)).data

export const denyHeadText = (head: Omit<DenyHead, 'v'>): string => JSON.stringify({ v: 1, ...head })

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
