/** A PIN's hash with all that is needed to make it again (RFC 7914). Salt and hash are base64url. */
export interface PinHash {
  readonly N: number
  readonly r: number
  readonly p: number
  readonly salt: string
  readonly hash: string
}

const WRITTEN = /^scrypt\$(\d{1,6})\$(\d{1,2})\$(\d)\$([\w-]{16,86})\$([\w-]{43})$/

/**
 * Reads `scrypt$N$r$p$salt$hash`; undefined for anything else. Work is bounded, because it is done
 * for everybody of the staff at each PIN: at most 32 MiB, and not so little that it is no work.
 */
export function parsePinHash(text: string): PinHash | undefined {
  const [, n, r, p, salt, hash] = WRITTEN.exec(text) ?? []
  if (salt === undefined || hash === undefined) return undefined
  const parsed = { N: Number(n), r: Number(r), p: Number(p), salt, hash }
  return isBearable(parsed) ? parsed : undefined
}

export const formatPinHash = ({ N, r, p, salt, hash }: PinHash): string =>
  `scrypt$${N}$${r}$${p}$${salt}$${hash}`

const isBearable = ({ N, r, p }: PinHash): boolean =>
  N >= 1024 && Number.isInteger(Math.log2(N)) && r >= 8 && p >= 1 && p <= 4 && 128 * N * r <= 2 ** 25
