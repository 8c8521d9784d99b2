import { createHash } from 'node:crypto'
import { z } from 'zod'
import { type Fact, factSchema, type JournalEntry } from '#src/journal/entry.ts'
import type { Order } from '#src/order/order.ts'
import type { ReceivedPayment } from '#src/payment/record.ts'

/** What the first line of a journal is chained to. */
export const GENESIS = '0'.repeat(64)

const entrySchema = z.strictObject({ seq: z.int().positive(), at: z.int().nonnegative(), fact: factSchema })

/** A line that stands on its own feet: its hash covers its body and the hash before it. */
export interface Line {
  readonly hash: string
  readonly prev: string
  readonly entry: JournalEntry
}

/**
 * `hash SP prev SP body LF`, all UTF-8. hash = SHA-256(prev ‖ body) in hex; body is JSON with
 * bigints as decimal strings. Each line names the one before it, so that a line after damage can
 * still be proven whole.
 */
export function writeLine(
  entry: JournalEntry,
  prev: string,
): { readonly hash: string; readonly text: string } {
  const body = JSON.stringify(entry, (_key, value) => (typeof value === 'bigint' ? value.toString() : value))
  const hash = hashOf(prev, body)
  return { hash, text: `${hash} ${prev} ${body}\n` }
}

/** The line, or undefined when it is not whole: torn, changed, or not a line of ours. */
export function readLine(text: string): Line | undefined {
  const proven = proveLine(Buffer.from(text))
  const entry = proven && entryOf(proven)
  return entry && { hash: proven.hash, prev: proven.prev, entry }
}

/** Whether every field of a fact is what the schema wants: nothing else may become a line. */
export const isSound = (entry: JournalEntry): boolean => entrySchema.safeParse(entry).success

const HASH = 64
const PREV_AT = HASH + 1
const BODY_AT = PREV_AT + HASH + 1
const SPACE = 0x20
const FACT_TYPES: ReadonlySet<string> = new Set(factSchema.options.map((option) => option.shape.type.value))

/** What a line's hash vouches for, not yet looked into. */
export interface ProvenLine {
  readonly hash: string
  readonly prev: string
  readonly body: Buffer
}

/** The parts of a line without its line feed, or undefined when its hash does not cover them. */
export function proveLine(line: Buffer): ProvenLine | undefined {
  if (line[HASH] !== SPACE || line[BODY_AT - 1] !== SPACE) return undefined
  const [hash, prev] = [line.toString('latin1', 0, HASH), line.toString('latin1', PREV_AT, BODY_AT - 1)]
  const body = line.subarray(BODY_AT)
  return hashOf(prev, body) === hash ? { hash, prev, body } : undefined
}

/** A line that proves itself and that this version does not understand: a newer one wrote it, and it is no damage. */
export class NewerFact extends Error {}

/**
 * The entry of a proven line. This program wrote it and looked at every field when it did, so only
 * what JSON cannot say is put right: the schema would take twenty times as long. Throws NewerFact for
 * what this version does not know.
 */
export function entryOf({ body }: ProvenLine): JournalEntry {
  const entry: JournalEntry = JSON.parse(body.toString())
  const { seq, at, fact } = entry
  if (!FACT_TYPES.has(fact.type)) throw new NewerFact(`entry ${seq} is a ${fact.type}`)
  // Rare, and full of amounts: the schema may take its time.
  if (RARE.has(fact.type)) {
    const rare = entrySchema.safeParse(entry)
    if (!rare.success) throw new NewerFact(`entry ${seq} is another ${fact.type}`)
    return rare.data
  }
  if (fact.type === 'received') return { seq, at, fact: { ...fact, payment: withUnits(fact.payment) } }
  if (fact.type !== 'accepted' && fact.type !== 'rescued') return entry
  return { seq, at, fact: { ...fact, payment: withUnits(fact.payment) } }
}

/** JSON has the units as a string, whatever the type says. */
const withUnits = <P extends ReceivedPayment>(payment: P): P => {
  const value = BigInt(payment.authorization.value)
  const { order } = payment
  return {
    ...payment,
    authorization: { ...payment.authorization, value },
    ...(order && { order: withAmounts(order) }),
  }
}

const withAmounts = (order: Order): Order => ({
  ...order,
  lines: order.lines.map((line) => ({ ...line, unitPrice: BigInt(line.unitPrice) })),
  discount: BigInt(order.discount),
  tip: BigInt(order.tip),
  total: BigInt(order.total),
})

const RARE: ReadonlySet<Fact['type']> = new Set(['refunded', 'refund-asked', 'shift-opened', 'shift-closed'])

const LINE_START = /(?=[0-9a-f]{64} [0-9a-f]{64} \{)/

/**
 * Every whole line in a text, wherever it stands. A line feed that turned into something else
 * costs neither of its two lines.
 */
export const findLines = (text: string): Line[] =>
  text
    .split('\n')
    .flatMap(
      (row) =>
        readLine(row) ?? row.split(LINE_START).flatMap((part) => readLine(part) ?? endedWrongly(part) ?? []),
    )

/** A whole line whose line feed is another character now. */
export const endedWrongly = (text: string): Line | undefined => readLine(text.slice(0, -1))

const hashOf = (prev: string, body: string | Buffer): string =>
  createHash('sha256').update(prev).update(body).digest('hex')
