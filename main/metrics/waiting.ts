import type { JournalEntry } from '#src/journal/entry.ts'
import type { Hex } from '#src/payment/hex.ts'
import { isPermanent } from '#src/payment/refusal.ts'
import { isWaiting } from '#src/payment/states.ts'
import type { Ledger } from '../ledger/ledger.ts'

/** Since when each payment waits that is not final: what the journal's counters do not tell. */
export interface Waiting {
  /** Follows the journal: each line of it, in order. */
  take(entry: JournalEntry): void
  /** A line of before the program's start: how long its payments took is no news. */
  takeOld(entry: JournalEntry): void
  /** When the oldest was accepted, ms since the epoch; null when none waits. */
  oldest(): number | null
}

export interface WaitingParts {
  readonly payment: Ledger['payment']
  /** For each payment that is confirmed for the first time, and how long it took. */
  readonly onConfirmed: (ms: number) => void
}

export function createWaiting({ payment, onConfirmed }: WaitingParts): Waiting {
  const since = new Map<Hex, number>()
  const unconfirmed = new Set<Hex>()

  function add(id: Hex, acceptedAt: number): void {
    since.set(id, acceptedAt)
    unconfirmed.add(id)
  }

  function remove(ids: readonly Hex[]): void {
    for (const id of ids) {
      since.delete(id)
      unconfirmed.delete(id)
    }
  }

  /** Payments that were given up may wait again. */
  function comeBack(ids: readonly Hex[]): void {
    for (const id of ids) {
      if (since.has(id)) continue
      const found = payment(id)
      if (found && isWaiting(found.state)) since.set(id, found.acceptedAt)
    }
  }

  function confirm(ids: readonly Hex[], at: number): void {
    for (const id of ids) {
      const acceptedAt = since.get(id)
      if (unconfirmed.delete(id) && acceptedAt !== undefined) onConfirmed(Math.max(0, at - acceptedAt))
    }
  }

  function take({ at, fact }: JournalEntry): void {
    switch (fact.type) {
      case 'accepted':
      case 'rescued':
        add(fact.payment.authorization.nonce, fact.payment.acceptedAt)
        break
      case 'received':
        // Seen on the chain before it was accepted: nothing to wait for but its depth.
        since.set(fact.payment.authorization.nonce, fact.payment.acceptedAt)
        break
      case 'refunded':
        add(fact.refund.authorization.nonce, fact.refund.acceptedAt)
        break
      case 'confirmed': {
        const ids = fact.proofs.map(({ id }) => id)
        confirm(ids, at)
        comeBack(ids)
        break
      }
      case 'settled':
      case 'expired':
        remove(fact.ids)
        break
      case 'voided':
        remove([fact.id])
        break
      case 'refused':
        remove(fact.refusals.filter(({ code }) => isPermanent(code)).map(({ id }) => id))
        break
      case 'reopened':
      case 'returned':
      case 'reorganised':
        comeBack(fact.ids)
    }
  }

  return {
    take,
    takeOld(entry) {
      if (entry.fact.type === 'confirmed') for (const { id } of entry.fact.proofs) unconfirmed.delete(id)
      else take(entry)
    },
    oldest() {
      if (since.size === 0) return null
      let oldest = Number.POSITIVE_INFINITY
      for (const at of since.values()) oldest = Math.min(oldest, at)
      return oldest
    },
  }
}
