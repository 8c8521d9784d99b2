import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import type { Hex } from '#src/payment/hex.ts'
import type { Summary } from '#src/payment/summary.ts'
import { exposureSchema } from '#src/risk/exposure.ts'
import { ridersSchema } from '#src/station/riders.ts'
import { returnsSchema } from '#src/till/returns.ts'
import { tillSchema } from '#src/till/till.ts'
import { writeDurably } from '../files/durable.ts'
import type { Mark } from '../journal/scan.ts'
import type { Place } from '../journal/segments.ts'
import { findRecord, RECORD_LAYOUT, readRecord } from './records.ts'
import { seal, unseal } from './seal.ts'
import type { TallyStart } from './tally.ts'
import type { Witness } from './witness.ts'

/**
 * What the journal added up to at a mark, so that a start need not read it all again. Derived from
 * the journal and never an authority: whatever is wrong with it, it is left out and made anew.
 *
 * `SHA-256(header) SP header LF table`: the header is JSON and has the table's own SHA-256; the
 * table is the records of every payment, by id (records.ts).
 */
export interface Index extends TallyStart {
  readonly mark: Mark
}

export const indexPath = (journalDir: string): string => join(journalDir, 'index.bin')

interface Header {
  readonly layout: string
  readonly mark: Mark
  readonly summary: Omit<Summary, 'waitingUnits'> & { readonly waitingUnits: string }
  /** Amounts in it are decimal strings. */
  readonly till: unknown
  readonly returns: unknown
  readonly riders: unknown
  readonly exposure: unknown
  readonly batches: readonly Place[]
  /** Numbers of the records of payments on their way, in the order in which they became so. */
  readonly moving: readonly number[]
  readonly tableHash: string
}

const LINE_FEED = 0x0a

export async function writeIndex(
  path: string,
  { table, moving, batches, summary, till, returns, riders, exposure, mark }: Index,
): Promise<void> {
  const header: Header = {
    layout: RECORD_LAYOUT,
    mark,
    summary: { ...summary, waitingUnits: summary.waitingUnits.toString() },
    till,
    returns,
    riders,
    exposure,
    batches,
    moving: moving.map((id) => findRecord(table, id).n),
    tableHash: await sha256InPieces(table),
  }
  await writeDurably(path, [Buffer.from(seal(JSON.stringify(header, decimals))), table])
}

/** What can be read of an index file: nothing, its header, or all of it. */
export interface FoundIndex {
  readonly index?: Index
  /** The header tells how far the journal had come, also when the table is damaged. */
  readonly witness?: Witness
}

export async function readIndex(path: string): Promise<FoundIndex> {
  const bytes = await readFile(path).catch(() => Buffer.alloc(0))
  const end = bytes.indexOf(LINE_FEED) + 1
  const text = unseal(bytes.toString('utf8', 0, end))
  const header: Header | undefined = text === undefined ? undefined : JSON.parse(text)
  if (header?.layout !== RECORD_LAYOUT) return {}
  const { mark, batches } = header
  const summary = { ...header.summary, waitingUnits: BigInt(header.summary.waitingUnits) }
  const { epoch, ledgerId, seq } = mark
  const witness = { epoch, ledgerId, seq, lastReceiptNumber: summary.lastReceiptNumber }
  const till = tillSchema.safeParse(header.till).data
  const returns = returnsSchema.safeParse(header.returns).data
  const riders = ridersSchema.safeParse(header.riders).data
  const exposure = exposureSchema.safeParse(header.exposure).data
  const table = bytes.subarray(end)
  const isWhole = createHash('sha256').update(table).digest('hex') === header.tableHash
  if (!till || !returns || !riders || !exposure || !isWhole) return { witness }
  const moving = header.moving.map((n): Hex => readRecord(table, n).payment.id)
  return { witness, index: { table, moving, batches, summary, till, returns, riders, exposure, mark } }
}

const decimals = (_key: string, value: unknown) => (typeof value === 'bigint' ? value.toString() : value)

const PIECE = 1024 * 1024

/** In pieces of some milliseconds: a sale may come at any time. */
async function sha256InPieces(data: Buffer): Promise<string> {
  const hash = createHash('sha256')
  for (let at = 0; at < data.length; at += PIECE) {
    hash.update(data.subarray(at, at + PIECE))
    await setImmediate()
  }
  return hash.digest('hex')
}
