import { fold } from '#src/payment/fold.ts'
import type { Hex } from '#src/payment/hex.ts'
import type { Payment } from '#src/payment/record.ts'
import type { Place, PlacedEntry } from '../journal/segments.ts'
import { findRecord, type Placed, readRecord } from './records.ts'

/**
 * Every payment of the journal, few of them in memory: those that are on their way, and those that
 * changed since the table of all was made. Any other is put together from its record there and the
 * line that accepted it.
 */
export interface Payments {
  find(id: Hex): Payment | undefined
  /** A payment as it is now; `place` is the line that made it so. */
  put(payment: Payment, place: Place): void
  /** Submitted, or confirmed and not yet final, in the order in which they became so. */
  onTheirWay(): Payment[]
  /** What a new table is made of. */
  snapshot(): Snapshot
  /** The new table was made: what is in it need not stay in memory. */
  replaceTable(table: Buffer, made: Snapshot): void
}

export interface Snapshot {
  readonly table: Buffer
  /** What is not in the table as it is now. */
  readonly changed: readonly Placed<Payment>[]
  /** Ids of the payments on their way. */
  readonly moving: readonly Hex[]
}

export interface PaymentsStart {
  readonly table: Buffer
  readonly moving: readonly Hex[]
  /** Reads the line of a place; throws when it is damaged. */
  readonly read: (place: Place) => Pick<PlacedEntry, 'entry'>
}

/** So many payments that were only looked at stay in memory. */
const SPARE = 1000

export function createPayments(start: PaymentsStart): Payments {
  let { table } = start
  const near = new Map<Hex, Placed<Payment>>()
  const unsaved = new Set<Hex>()
  const moving = new Set<Hex>(start.moving)
  let spare = 0

  function look(id: Hex): Placed<Payment> | undefined {
    const known = near.get(id)
    if (known) return known
    const { n, found } = findRecord(table, id)
    if (!found) return undefined
    const read = readWhole(readRecord(table, n), start.read)
    if (!moving.has(id)) spare += 1
    if (spare > SPARE) forget()
    near.set(id, read)
    return read
  }

  function forget(): void {
    for (const id of near.keys()) if (!unsaved.has(id) && !moving.has(id)) near.delete(id)
    spare = 0
  }

  return {
    find: (id) => look(id)?.payment,
    put(payment, place) {
      const { id, state } = payment
      near.set(id, { payment, place: look(id)?.place ?? place })
      unsaved.add(id)
      if (state === 'submitted' || state === 'confirmed') moving.add(id)
      else moving.delete(id)
    },
    onTheirWay: () => [...moving].flatMap((id) => look(id)?.payment ?? []),
    snapshot: () => ({
      table,
      changed: [...unsaved].flatMap((id) => near.get(id) ?? []),
      moving: [...moving],
    }),
    replaceTable(made, { changed }) {
      table = made
      for (const placed of changed)
        if (near.get(placed.payment.id) === placed) unsaved.delete(placed.payment.id)
      forget()
    },
  }
}

function readWhole({ payment, place }: Placed, read: PaymentsStart['read']): Placed<Payment> {
  const { fact } = read(place).entry
  const [accepted] = fold(fact, () => undefined)
  if (accepted?.id !== payment.id)
    throw new Error(`the journal's line at ${place.segment}+${place.offset} is not of payment ${payment.id}`)
  return { payment: { ...accepted, ...payment }, place }
}
