import type { Order } from '#src/order/order.ts'
import { fail, ok, type Result } from '#src/result.ts'
import type { Clock } from '#src/time/clock.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { Refusal, Staff } from './staff.ts'

/** Whether the price may be lowered for a customer. */
export interface Discounts {
  /** Lets whoever is signed in give discounts for some minutes, by the PIN of somebody who may. */
  allow(approvalPin?: string): Promise<Result<undefined, Refusal>>
  /** Whether this order may be sold as it is. */
  check(order: Order | undefined): Promise<Result<undefined, Refusal>>
}

interface DiscountDeps {
  readonly staff: Pick<Staff, 'state' | 'authorise'>
  readonly ledger: Pick<Ledger, 'record'>
  readonly clock: Clock
}

/** Long enough for the sale that it was asked for, its search for a card included. */
const GOOD_FOR_MS = 10 * 60_000

export function createDiscounts({ staff, ledger, clock }: DiscountDeps): Discounts {
  let allowed: { readonly to: string; readonly at: number } | undefined

  const isAllowed = (): boolean => {
    const { signedIn } = staff.state()
    const age = clock.now() - (allowed?.at ?? 0)
    return allowed !== undefined && signedIn?.id === allowed.to && age >= 0 && age < GOOD_FOR_MS
  }

  return {
    async allow(approvalPin) {
      const who = await staff.authorise('discount', approvalPin)
      if (!who.ok) return who
      const { by, approvedBy } = who.value
      if (!approvedBy) return ok()
      const noted = await ledger.record({
        type: 'noted',
        what: 'discount-allowed',
        by,
        detail: approvedBy.id,
      })
      if (!noted.ok) return fail('JOURNAL_WRITE_FAILED', noted.error.detail)
      allowed = { to: by.id, at: clock.now() }
      return ok()
    },
    async check(order) {
      if (!order || order.discount === 0n || isAllowed()) return ok()
      const alone = await staff.authorise('discount')
      return alone.ok ? ok() : alone
    },
  }
}
