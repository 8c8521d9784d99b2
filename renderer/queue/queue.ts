import { Dexie } from 'dexie'
import type { JournalEntry } from '#src/journal/entry.ts'
import { fold } from '#src/payment/fold.ts'
import type { Hex } from '#src/payment/hex.ts'
import type { Payment } from '#src/payment/record.ts'
import type { PaymentState } from '#src/payment/states.ts'
import { countChange, countFact, paymentCount, type Summary } from '#src/payment/summary.ts'
import { type Position, positionSchema, startOf } from '#src/queue/position.ts'
import { paymentOf, type Row, rowOf, rowSchema } from '#src/queue/row.ts'
import { trailAfter } from '#src/queue/trail.ts'
import { fail, ok, type Result } from '#src/result.ts'
import type { QueueDatabase } from './database.ts'

/** The working state: what is due, what is on its way, what people see. A projection of the journal. */
export interface Queue {
  /** undefined in an empty or unreadable database. */
  position(): Promise<Position | undefined>
  /**
   * Whether it has as many rows as its position says: Chromium may lose part of a damaged database
   * without a word. Takes its time, and leaves the disk to others in between.
   */
  isComplete(): Promise<boolean>
  /** Takes nothing more, and has no position any more: the next start rebuilds it. */
  distrust(): Promise<void>
  /**
   * Lets entries take effect in one strict transaction; on disk when it resolves. Entries it has
   * seen are skipped. A gap is QUEUE_WRITE_FAILED: catch up from the journal and try again.
   */
  apply(entries: readonly JournalEntry[]): Promise<Result<readonly Payment[], 'QUEUE_WRITE_FAILED'>>
  /** Ids of payments that a batch may take now, earliest deadline first. */
  due(limit: number, now: number): Promise<Hex[]>
  /** Lets no refused payment rest any longer: a person wants them tried now. */
  rouse(): Promise<void>
  /** Every payment that can be read, and the rows that cannot. */
  everything(): Promise<{ readonly payments: Payment[]; readonly broken: unknown[] }>
  /** Empties the queue for a journal of this epoch; `keep` goes to the rows set aside. */
  restart(epoch: Hex, keep: readonly unknown[]): Promise<void>
  summary(): Summary
}

export function createQueue(db: QueueDatabase): Queue {
  /** This page is the only writer, so the position need not be read before each payment. */
  let at: Position | undefined
  let distrusted = false

  async function write(entries: readonly JournalEntry[], from: Position): Promise<Payment[]> {
    return db.transaction('rw', db.payments, db.meta, async () => {
      const rows = await rowsNamedBy(db, entries)
      const changed = new Map<Hex, Row>()
      let { summary } = from
      for (const entry of entries) {
        summary = countFact(summary, entry.fact)
        for (const payment of fold(entry.fact, (id) => rows.get(id))) {
          const before = rows.get(payment.id)
          const trail = trailAfter(before?.trail ?? {}, entry, payment.id)
          const row = { ...rowOf(payment, before, entry.at), trail }
          summary = countChange(summary, before, payment)
          rows.set(row.id, row)
          changed.set(row.id, row)
        }
      }
      if (distrusted) throw new Error(LOST_ROWS)
      const position = { epoch: from.epoch, seq: entries.at(-1)?.seq ?? from.seq, summary }
      await db.payments.bulkPut([...changed.values()])
      await db.meta.put({ key: 'position', position })
      at = position
      return [...changed.values()].map(paymentOf)
    })
  }

  return {
    async position() {
      const stored = await db.meta.get('position')
      const parsed = positionSchema.safeParse(stored?.position)
      at = parsed.success ? parsed.data : undefined
      return at
    },
    async isComplete() {
      if ((await countInPieces(db)) === paymentCount((at ?? NOWHERE).summary)) return true
      // A sale in the meantime may be the difference: now all is seen at one moment.
      return db.transaction('r', db.payments, db.meta, async () => {
        const stored = await db.meta.get('position')
        return stored !== undefined && (await db.payments.count()) === paymentCount(stored.position.summary)
      })
    },
    async distrust() {
      distrusted = true
      await db.meta.delete('position')
    },

    async apply(entries) {
      if (distrusted) return fail('QUEUE_WRITE_FAILED', LOST_ROWS)
      if (!at) return fail('QUEUE_WRITE_FAILED', 'the queue has no position')
      const from = at
      const fresh = entries.filter((entry) => entry.seq > from.seq)
      if (fresh.length === 0) return ok([])
      // In the middle too: a sale may be journaled between two facts of one settlement call.
      const gap = fresh.find((entry, i) => entry.seq !== from.seq + 1 + i)
      if (gap) return fail('QUEUE_WRITE_FAILED', `gap before entry ${gap.seq}`)
      try {
        return ok(await write(fresh, from))
      } catch (error) {
        at = from
        return fail('QUEUE_WRITE_FAILED', String(error))
      }
    },

    async due(limit, now) {
      const rows = await db.transaction('r', db.payments, async () => {
        const accepted = await ofState(db, 'accepted').limit(limit).toArray()
        const rested = await ofState(db, 'refused')
          .filter((row) => row.retryAt <= now)
          .limit(limit)
          .toArray()
        return [...accepted, ...rested]
      })
      return rows
        .sort((a, b) => a.deadline - b.deadline || (a.id < b.id ? -1 : 1))
        .slice(0, limit)
        .map((row) => row.id)
    },
    async rouse() {
      await ofState(db, 'refused').modify({ retryAt: 0 })
    },

    async everything() {
      const rows: unknown[] = await db.payments.toArray()
      const parsed = rows.map((row) => ({ row, result: rowSchema.safeParse(row) }))
      return {
        payments: parsed.flatMap(({ result }) => (result.success ? [paymentOf(result.data)] : [])),
        broken: parsed.flatMap(({ row, result }) => (result.success ? [] : [row])),
      }
    },
    async restart(epoch, keep) {
      const position = startOf(epoch)
      await db.transaction('rw', db.payments, db.meta, db.aside, async () => {
        await db.aside.bulkAdd([...keep])
        await db.payments.clear()
        await db.meta.put({ key: 'position', position })
      })
      at = position
    },
    summary: () => (at ?? NOWHERE).summary,
  }
}

/** Earliest deadline first. */
const ofState = (db: QueueDatabase, state: PaymentState) =>
  db.payments.where('[state+deadline]').between([state, Dexie.minKey], [state, Dexie.maxKey])

const LOST_ROWS = 'the queue has lost rows'

const NOWHERE = startOf('0x')

/** Ids are hashes: each piece is a sixty-fourth of the rows. Together they are all there can be. */
const PIECES = 64
const bounds: readonly (string | number)[] = [
  Dexie.minKey,
  ...Array.from(
    { length: PIECES - 1 },
    (_, i) => `0x${((i + 1) * (256 / PIECES)).toString(16).padStart(2, '0')}`,
  ),
]

async function countInPieces(db: QueueDatabase): Promise<number> {
  let rows = 0
  for (const [i, from] of bounds.entries())
    rows += await db.payments
      .where('id')
      .between(from, bounds[i + 1] ?? Dexie.maxKey)
      .count()
  return rows
}

async function rowsNamedBy(db: QueueDatabase, entries: readonly JournalEntry[]): Promise<Map<Hex, Row>> {
  const ids = [...new Set(entries.flatMap(({ fact }) => idsOf(fact)))]
  const rows = await db.payments.bulkGet(ids)
  return new Map(rows.flatMap((row) => (row ? [[row.id, row]] : [])))
}

function idsOf(fact: JournalEntry['fact']): readonly Hex[] {
  switch (fact.type) {
    case 'opened':
    case 'resumed':
    case 'shift-opened':
    case 'shift-closed':
    case 'refund-asked':
    case 'refund-denied':
    case 'noted':
    case 'ridden':
      return []
    case 'refunded':
      return [fact.refund.authorization.nonce, fact.refund.returns]
    case 'voided':
      return [fact.id]
    case 'accepted':
    case 'rescued':
    case 'received':
      return [fact.payment.authorization.nonce]
    case 'submitted':
      return fact.batch.payments
    case 'confirmed':
      return fact.proofs.map((item) => item.id)
    case 'refused':
      return fact.refusals.map((item) => item.id)
    case 'settled':
    case 'reorganised':
    case 'returned':
    case 'expired':
    case 'reopened':
    case 'cancelled':
      return fact.ids
  }
}
