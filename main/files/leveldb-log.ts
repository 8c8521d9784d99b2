import { crc32c } from './crc32c.ts'

/** How a LevelDB log file stands, by its format alone: github.com/google/leveldb, doc/log_format.md. */
export interface LogScan {
  /** Records that are whole, in however many parts. */
  readonly records: number
  /** Bytes up to where the last of those ends. */
  readonly goodBytes: number
  /**
   * `whole`: nothing follows them. `torn`: an unfinished record follows, as a kill between two
   * writes leaves it. `damaged`: what follows is there in full length and is no record: a checksum
   * that fails, a part without its beginning, or zeros, as a power cut leaves them.
   */
  readonly end: 'whole' | 'torn' | 'damaged'
}

const BLOCK = 32 * 1024
/** Checksum (4), length (2), type (1), all little-endian. */
const HEADER = 7
/** Types of parts: a whole record, or the first, a middle and the last part of one over several blocks. */
const FULL = 1
const FIRST = 2
const LAST = 4

export function scanLog(log: Uint8Array): LogScan {
  let records = 0
  let goodBytes = 0
  let at = 0
  let isInside = false
  for (;;) {
    const leftInBlock = BLOCK - (at % BLOCK)
    // A block's last bytes hold no header: they are zeros.
    if (leftInBlock < HEADER) at += leftInBlock
    if (at >= log.length) return { records, goodBytes, end: isInside ? 'torn' : 'whole' }
    const part = partAt(log, at)
    if (part === 'torn') return { records, goodBytes, end: 'torn' }
    const begins = part.type === FULL || part.type === FIRST
    if (!part.isTrue || begins === isInside) return { records, goodBytes, end: 'damaged' }
    at = part.end
    isInside = part.type !== FULL && part.type !== LAST
    if (isInside) continue
    records += 1
    goodBytes = at
  }
}

interface Part {
  readonly type: number
  readonly end: number
  /** Its checksum holds. */
  readonly isTrue: boolean
}

function partAt(log: Uint8Array, at: number): Part | 'torn' {
  if (at + HEADER > log.length) return 'torn'
  const view = new DataView(log.buffer, log.byteOffset, log.byteLength)
  const end = at + HEADER + view.getUint16(at + 4, true)
  if (end > log.length) return 'torn'
  const isTrue = unmask(view.getUint32(at, true)) === crc32c(log.subarray(at + 6, end))
  return { type: view.getUint8(at + 6), end, isTrue }
}

/** A checksum is stored rotated and shifted, so that no checksum is ever taken of a checksum itself. */
function unmask(stored: number): number {
  const rotated = (stored - 0xa282ead8) >>> 0
  return ((rotated >>> 17) | (rotated << 15)) >>> 0
}
