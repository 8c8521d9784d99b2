import { crc32c } from './crc32c.ts'

/** How a LevelDB log file stands, by its format alone: github.com/google/leveldb, doc/log_format.md. */
export interface LogScan {
  /** Records, or parts of long ones, that are whole. */
  readonly records: number
  /** Bytes up to where the last of those ends. */
  readonly goodBytes: number
  /**
   * `whole`: nothing follows them. `torn`: an unfinished record follows, as a kill between two
   * writes leaves it. `damaged`: a record that is there in full length and fails its checksum.
   */
  readonly end: 'whole' | 'torn' | 'damaged'
}

const BLOCK = 32 * 1024
/** Checksum (4), length (2), type (1), all little-endian. */
const HEADER = 7

export function scanLog(log: Uint8Array): LogScan {
  const view = new DataView(log.buffer, log.byteOffset, log.byteLength)
  let records = 0
  let at = 0
  for (;;) {
    const goodBytes = at
    const leftInBlock = BLOCK - (at % BLOCK)
    // A block's last bytes hold no header: they are zeros.
    if (leftInBlock < HEADER) at += leftInBlock
    if (at >= log.length) return { records, goodBytes, end: 'whole' }
    if (at + HEADER > log.length) return { records, goodBytes, end: 'torn' }
    const end = at + HEADER + view.getUint16(at + 4, true)
    if (end > log.length) return { records, goodBytes, end: 'torn' }
    if (unmask(view.getUint32(at, true)) !== crc32c(log.subarray(at + 6, end)))
      return { records, goodBytes, end: 'damaged' }
    records += 1
    at = end
  }
}

/** A checksum is stored rotated and shifted, so that no checksum is ever taken of a checksum itself. */
function unmask(stored: number): number {
  const rotated = (stored - 0xa282ead8) >>> 0
  return ((rotated >>> 17) | (rotated << 15)) >>> 0
}
