import type { Batch } from '#src/journal/entry.ts'
import type { Hex } from '#src/payment/hex.ts'
import type { Payment } from '#src/payment/record.ts'
import type { OpenVoid } from '#src/till/returns.ts'
import type { Place } from '../journal/segments.ts'

/** The batches whose bytes may still have to be sent again, in the order in which they were signed. */
export interface Batches<P = Place> {
  find(hash: Hex): Batch | undefined
  all(): Batch[]
  /** The lines in which they are. */
  places(): P[]
  add(batch: Batch, place: P): void
  /**
   * A batch is some hundred kilobytes of bytes. They are kept while a payment is on its way by the
   * same account nonce, or a void waits for a cancellation by it; and, of a batch of no payments,
   * while one waits behind it.
   */
  forgetDone(onTheirWay: readonly Payment[], voids: readonly OpenVoid[]): void
}

export function createBatches<P = Place>(): Batches<P> {
  const kept = new Map<Hex, { readonly batch: Batch; readonly place: P }>()
  const find = (hash: Hex) => kept.get(hash)?.batch
  return {
    find,
    all: () => [...kept.values()].map(({ batch }) => batch),
    places: () => [...kept.values()].map(({ place }) => place),
    add: (batch, place) => void kept.set(batch.hash, { batch, place }),
    forgetDone(onTheirWay, voids) {
      const hashes = new Set(onTheirWay.map((payment) => payment.batch))
      const open = new Set(voids.map(({ id }) => id))
      const cancelling = [...kept.values()].flatMap(({ batch }) =>
        batch.cancels?.some((id) => open.has(id)) ? batch : [],
      )
      const inUse = [...cancelling, ...[...hashes].flatMap((hash) => (hash && find(hash)) ?? [])]
      const slots = new Set(inUse.map(slotOf))
      for (const { batch } of kept.values()) {
        const holdsUp = batch.payments.length === 0 && inUse.some((other) => isBehind(other, batch))
        if (!slots.has(slotOf(batch)) && !holdsUp) kept.delete(batch.hash)
      }
    },
  }
}

const slotOf = ({ account, accountNonce }: Batch): string => `${account} ${accountNonce}`

const isBehind = (batch: Batch, other: Batch): boolean =>
  batch.account === other.account && batch.accountNonce > other.accountNonce
