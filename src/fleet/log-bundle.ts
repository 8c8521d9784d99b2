import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'

/** A terminal's diagnostics go to the fleet in parts of at most so many bytes. */
export const PART_BYTES = 512 * 1024

/** Headers of each part. */
export const BUNDLE_HEADERS = {
  /** The command that asked for it. */
  id: 'Tapsyr-Command',
  /** 1, 2, 3 … */
  part: 'Tapsyr-Part',
  of: 'Tapsyr-Parts',
  /** Of the whole bundle, lower-case hex. */
  sha256: 'Tapsyr-Sha256',
} as const

/** One part as it arrived. */
export interface BundlePart {
  readonly id: string
  readonly part: number
  readonly of: number
  readonly sha256: string
  readonly bytes: Uint8Array
}

export function partsOf(id: string, bytes: Uint8Array, most = PART_BYTES): BundlePart[] {
  const of = Math.max(1, Math.ceil(bytes.length / most))
  const hash = bytesToHex(sha256(bytes))
  return Array.from({ length: of }, (_, i) => ({
    ...{ id, of, part: i + 1, sha256: hash },
    bytes: bytes.subarray(i * most, (i + 1) * most),
  }))
}

export interface Bundle {
  readonly id: string
  readonly bytes: Uint8Array
}

/** The last bundle of which every part is there and whose hash is right, of parts in the order in which they came. */
export function newestBundle(parts: readonly BundlePart[]): Bundle | undefined {
  const ids = [...new Set(parts.map(({ id }) => id).reverse())]
  for (const id of ids) {
    const bytes = joined(parts.filter((part) => part.id === id))
    if (bytes) return { id, bytes }
  }
  return undefined
}

/** A part that came twice counts once. */
function joined(parts: readonly BundlePart[]): Uint8Array | undefined {
  const last = parts.at(-1)
  if (!last) return undefined
  const byNumber = new Map(parts.map((part) => [part.part, part.bytes]))
  const pieces = Array.from({ length: byNumber.size }, (_, i) => byNumber.get(i + 1))
  if (pieces.length !== last.of) return undefined
  const whole = pieces.filter((piece) => piece !== undefined)
  if (whole.length !== last.of) return undefined
  const bytes = new Uint8Array(whole.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const piece of whole) {
    bytes.set(piece, at)
    at += piece.length
  }
  return bytesToHex(sha256(bytes)) === last.sha256 ? bytes : undefined
}
