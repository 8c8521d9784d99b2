import { keccak_256 } from '@noble/hashes/sha3.js'
import { concatBytes } from '@noble/hashes/utils.js'
import { structHash, textHash, typedDigest, word } from '../payment/eip712.ts'
import { SIGNATURE_BYTES } from '../payment/signer.ts'
import { fail, ok, type Result } from '../result.ts'
import { type CardChange, isCardSet } from './card-set.ts'

/** A list, or what changed in it since an earlier version; docs/deny-list.md. */
export interface DenyListContent extends CardChange {
  /** Above 0, one higher with each list that the operator makes. */
  readonly version: number
  /** The version that it changes; 0: it is the full list. */
  readonly base: number
  /** Unix seconds. */
  readonly issuedAt: number
}

/** Read, and judged by nobody yet. */
export interface UnprovenDenyList {
  readonly content: DenyListContent
  /** r ‖ s ‖ v, 65 bytes. */
  readonly signature: Uint8Array
  /** As it came, to be kept. */
  readonly bytes: Uint8Array
}

/** "TD" and the version of the format. */
const HEAD = Uint8Array.of(0x54, 0x44, 0x01)
const NUMBERS = 5
const CARDS_AT = HEAD.length + 4 * NUMBERS
const CARD_BYTES = 20

const DOMAIN = structHash(
  textHash('EIP712Domain(string name,string version)'),
  textHash('Tapsyr deny list'),
  textHash('1'),
)
const TYPE = textHash('DenyList(uint32 version,uint32 base,uint32 issuedAt,bytes added,bytes removed)')

/** The 32 bytes that the operator signs (EIP-712; the cards are `bytes`, as they lie in the file). */
export const denyListDigest = ({ version, base, issuedAt, added, removed }: DenyListContent): Uint8Array =>
  typedDigest(
    DOMAIN,
    structHash(
      TYPE,
      ...[word(version), word(base), word(issuedAt)],
      ...[keccak_256(added), keccak_256(removed)],
    ),
  )

export function encodeDenyList(content: DenyListContent, signature: Uint8Array): Uint8Array {
  const { version, base, issuedAt, added, removed } = content
  const numbers = new Uint8Array(4 * NUMBERS)
  const view = new DataView(numbers.buffer)
  const counts = [added.length / CARD_BYTES, removed.length / CARD_BYTES]
  for (const [i, value] of [version, base, issuedAt, ...counts].entries()) view.setUint32(4 * i, value)
  return concatBytes(HEAD, numbers, added, removed, signature)
}

/** The lists of a file, which stand one behind the other. */
export function readDenyLists(bytes: Uint8Array): Result<readonly UnprovenDenyList[], 'DENY_LIST_INVALID'> {
  const lists: UnprovenDenyList[] = []
  for (let at = 0; at < bytes.length || at === 0; ) {
    const list = readFirst(bytes.subarray(at))
    if (!list) return fail('DENY_LIST_INVALID', `byte ${at}: no deny list of version 1`)
    lists.push(list)
    at += list.bytes.length
  }
  return ok(lists)
}

function readFirst(bytes: Uint8Array): UnprovenDenyList | undefined {
  if (bytes.length < CARDS_AT || !HEAD.every((byte, i) => bytes[i] === byte)) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset + HEAD.length, 4 * NUMBERS)
  const number = (i: number) => view.getUint32(4 * i)
  const [version, base, issuedAt] = [number(0), number(1), number(2)]
  const removedAt = CARDS_AT + CARD_BYTES * number(3)
  const signatureAt = removedAt + CARD_BYTES * number(4)
  const end = signatureAt + SIGNATURE_BYTES
  if (bytes.length < end || version <= base) return undefined
  const added = bytes.subarray(CARDS_AT, removedAt)
  const removed = bytes.subarray(removedAt, signatureAt)
  if (!isCardSet(added) || !isCardSet(removed) || (base === 0 && removed.length > 0)) return undefined
  const content = { version, base, issuedAt, added, removed }
  return { content, signature: bytes.subarray(signatureAt, end), bytes: bytes.subarray(0, end) }
}
