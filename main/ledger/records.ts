import { ERROR_CODES } from '#src/errors/codes.ts'
import type { Hex } from '#src/payment/hex.ts'
import type { Payment } from '#src/payment/record.ts'
import { PAYMENT_STATES } from '#src/payment/states.ts'
import type { Place } from '../journal/segments.ts'

/** Where a payment stands: all of it that can change. The rest is in the line that accepted it. */
export type Standing = Pick<Payment, 'state' | 'batch' | 'proof' | 'refusal' | 'voided' | 'givenBack'>

/** A payment, or as much of it as a record holds, and the line that accepted it. */
export interface Placed<P extends Standing & Pick<Payment, 'id'> = Standing & Pick<Payment, 'id'>> {
  readonly payment: P
  readonly place: Place
}

/**
 * One payment, in bytes: id 32, segment 6, offset 6, length 4, state 1, which of the next are there
 * 1, refusal 2, batch 32, transaction 32, block 32, block number 6, log index 4, given back 32.
 * Numbers are big-endian; states and refusals are places in their lists.
 */
export const RECORD_BYTES = 190
const AT = {
  segment: 32,
  offset: 38,
  length: 44,
  state: 48,
  flags: 49,
  refusal: 50,
  batch: 52,
  txHash: 84,
  blockHash: 116,
  blockNumber: 148,
  logIndex: 154,
  givenBack: 158,
}
const HAS_BATCH = 1
const HAS_PROOF = 2
const HAS_REFUSAL = 4
const IS_VOIDED = 8

/** What records mean depends on these; one written for other lists cannot be read. */
export const RECORD_LAYOUT = ['3', RECORD_BYTES, ...PAYMENT_STATES, ...ERROR_CODES].join(' ')

export function writeRecord(table: Buffer, n: number, { payment, place }: Placed): void {
  const to = table.subarray(n * RECORD_BYTES, (n + 1) * RECORD_BYTES).fill(0)
  const { id, state, batch, proof, refusal, voided, givenBack } = payment
  writeHex(to, 0, id)
  to.writeUIntBE(place.segment, AT.segment, 6)
  to.writeUIntBE(place.offset, AT.offset, 6)
  to.writeUInt32BE(place.length, AT.length)
  to.writeUInt8(PAYMENT_STATES.indexOf(state), AT.state)
  const flags = [batch && HAS_BATCH, proof && HAS_PROOF, refusal && HAS_REFUSAL, voided && IS_VOIDED]
  to.writeUInt8(
    flags.reduce<number>((sum, flag) => sum + (flag || 0), 0),
    AT.flags,
  )
  if (givenBack) writeHex(to, AT.givenBack, `0x${givenBack.toString(16).padStart(64, '0')}`)
  if (refusal) to.writeUInt16BE(ERROR_CODES.indexOf(refusal), AT.refusal)
  if (batch) writeHex(to, AT.batch, batch)
  if (!proof) return
  writeHex(to, AT.txHash, proof.txHash)
  writeHex(to, AT.blockHash, proof.blockHash)
  to.writeUIntBE(proof.blockNumber, AT.blockNumber, 6)
  to.writeUInt32BE(proof.logIndex, AT.logIndex)
}

export function readRecord(table: Buffer, n: number): Placed {
  const from = table.subarray(n * RECORD_BYTES, (n + 1) * RECORD_BYTES)
  const flags = from.readUInt8(AT.flags)
  const givenBack = BigInt(readHex(from, AT.givenBack))
  const proof = {
    txHash: readHex(from, AT.txHash),
    blockHash: readHex(from, AT.blockHash),
    blockNumber: from.readUIntBE(AT.blockNumber, 6),
    logIndex: from.readUInt32BE(AT.logIndex),
  }
  return {
    place: {
      segment: from.readUIntBE(AT.segment, 6),
      offset: from.readUIntBE(AT.offset, 6),
      length: from.readUInt32BE(AT.length),
    },
    payment: {
      id: readHex(from, 0),
      state: PAYMENT_STATES[from.readUInt8(AT.state)] ?? 'accepted',
      batch: flags & HAS_BATCH ? readHex(from, AT.batch) : null,
      proof: flags & HAS_PROOF ? proof : null,
      refusal: flags & HAS_REFUSAL ? (ERROR_CODES[from.readUInt16BE(AT.refusal)] ?? null) : null,
      ...(flags & IS_VOIDED && { voided: true as const }),
      ...(givenBack > 0n && { givenBack }),
    },
  }
}

export const recordCount = (table: Buffer): number => table.length / RECORD_BYTES

/** The number of the record with this id, or of the first behind where it would be; not before `behind`. */
export function findRecord(
  table: Buffer,
  id: Hex,
  behind = 0,
): { readonly n: number; readonly found: boolean } {
  const wanted = Buffer.from(id.slice(2), 'hex')
  let [low, high] = [behind, recordCount(table)]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (compareId(table, middle, wanted) < 0) low = middle + 1
    else high = middle
  }
  return { n: low, found: low < recordCount(table) && compareId(table, low, wanted) === 0 }
}

const compareId = (table: Buffer, n: number, wanted: Buffer): number => {
  const start = n * RECORD_BYTES
  return table.compare(wanted, 0, wanted.length, start, start + wanted.length)
}

/** Records between two breaths. */
const PIECE = 100

/**
 * The table with these records in it, in the place of those with the same id or as new ones, by
 * id. `breathe` is awaited now and then: a first table of a long journal takes a while.
 */
export async function mergeRecords(
  table: Buffer,
  records: readonly Placed[],
  breathe: () => Promise<void>,
): Promise<Buffer> {
  const sorted = [...records].sort((a, b) => (a.payment.id < b.payment.id ? -1 : 1))
  const merged = Buffer.allocUnsafe(table.length + sorted.length * RECORD_BYTES)
  let [from, to] = [0, 0]
  const copyUntil = (n: number): void => {
    to += table.copy(merged, to * RECORD_BYTES, from * RECORD_BYTES, n * RECORD_BYTES) / RECORD_BYTES
    from = n
  }
  for (const [i, record] of sorted.entries()) {
    const { n, found } = findRecord(table, record.payment.id, from)
    copyUntil(n)
    writeRecord(merged, to, record)
    to += 1
    if (found) from += 1
    if (i % PIECE === PIECE - 1) await breathe()
  }
  copyUntil(recordCount(table))
  return merged.subarray(0, to * RECORD_BYTES)
}

const writeHex = (to: Buffer, at: number, hex: Hex): void => void to.write(hex.slice(2), at, 'hex')
const readHex = (from: Buffer, at: number): Hex => `0x${from.toString('hex', at, at + 32)}`
