import { bytesToHex } from '@noble/hashes/utils.js'
import fc from 'fast-check'
import type { Hex } from '#src/payment/hex.ts'

/** Any bytes, or exactly so many. */
export const hex = (bytes?: number): fc.Arbitrary<Hex> =>
  fc
    .uint8Array(bytes === undefined ? { maxLength: 100 } : { minLength: bytes, maxLength: bytes })
    .map((drawn): Hex => `0x${bytesToHex(drawn)}`)
