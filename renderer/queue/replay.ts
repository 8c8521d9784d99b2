import type { Bridge } from '#src/ipc/contract.ts'
import type { Fact } from '#src/journal/entry.ts'
import type { Hex } from '#src/payment/hex.ts'
import type { Payment } from '#src/payment/record.ts'
import { ok, type Result } from '#src/result.ts'
import type { Queue } from './queue.ts'

const PAGE = 2000

export interface ReplayParts {
  readonly bridge: Pick<Bridge, 'call'>
  readonly onProgress?: (entries: number) => void
}

/** Applies every journal entry after `seq`, a page at a time; returns the newest payment among them. */
export async function replay(
  queue: Pick<Queue, 'apply'>,
  seq: number,
  { bridge, onProgress }: ReplayParts,
): Promise<Result<Payment | null>> {
  let newest: Payment | null = null
  let after = seq
  for (;;) {
    const page = await bridge.call('journal/since', { seq: after, limit: PAGE })
    if (!page.ok) return page
    const applied = await queue.apply(page.value)
    if (!applied.ok) return applied
    const id = page.value.flatMap(({ fact }) => ownPaymentIn(fact)).at(-1)
    newest = applied.value.find((payment) => payment.id === id) ?? newest
    after = page.value.at(-1)?.seq ?? after
    onProgress?.(after)
    if (page.value.length < PAGE) return ok(newest)
  }
}

/** The id of the payment that this terminal took with the fact. */
const ownPaymentIn = (fact: Fact): Hex[] =>
  fact.type === 'accepted' || fact.type === 'received' ? [fact.payment.authorization.nonce] : []
