import { z } from 'zod'
import type { JournalEntry } from '../journal/entry.ts'
import type { Hex } from '../payment/hex.ts'
import { personSchema } from '../staff/person.ts'

const at = z.int().nonnegative()
const deed = { at, by: personSchema, approvedBy: personSchema.optional() }

/** When a payment went its way, ms since the epoch by the terminal's clock, and who turned it back. */
export const trailSchema = z.strictObject({
  sent: at.optional(),
  confirmed: at.optional(),
  settled: at.optional(),
  voided: z.strictObject({ ...deed, withCard: z.boolean() }).optional(),
  cancelled: at.optional(),
  /** Of a refund: who gave the money back. */
  refunded: z.strictObject(deed).optional(),
})
export type Trail = z.output<typeof trailSchema>

/** The trail of this payment after an entry; what a reorganisation undid is no longer in it. */
export function trailAfter(before: Trail, { at, fact }: JournalEntry, id: Hex): Trail {
  switch (fact.type) {
    case 'submitted':
      return { ...before, sent: at }
    case 'confirmed':
    case 'received':
      return { ...before, confirmed: at }
    case 'settled':
      return { ...before, settled: at }
    case 'reorganised': {
      const { confirmed: _confirmed, ...rest } = before
      return rest
    }
    case 'returned': {
      const { sent: _sent, confirmed: _confirmed, ...rest } = before
      return rest
    }
    case 'voided':
      return { ...before, voided: { at, ...byOf(fact), withCard: fact.cancellation !== null } }
    case 'cancelled':
      return { ...before, cancelled: at }
    case 'refunded':
      return fact.refund.authorization.nonce === id ? { ...before, refunded: { at, ...byOf(fact) } } : before
    default:
      return before
  }
}

const byOf = ({ by, approvedBy }: Pick<z.output<z.ZodObject<typeof deed>>, 'by' | 'approvedBy'>) => ({
  by,
  ...(approvedBy ? { approvedBy } : {}),
})
