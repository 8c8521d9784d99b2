import { concatBytes, hexToBytes } from '@noble/hashes/utils.js'
import { TypedDataEncoder } from 'ethers'
import type { Address } from '#src/payment/address.ts'
import type { Hex } from '#src/payment/hex.ts'
import { type DenyListContent, encodeDenyList } from '#src/risk/deny-list-format.ts'
import { signedByEthers } from './certificate.ts'
import { addressOfKey, testKey } from './payment.ts'

const TYPES = {
  DenyList: [
    { name: 'version', type: 'uint32' },
    { name: 'base', type: 'uint32' },
    { name: 'issuedAt', type: 'uint32' },
    { name: 'added', type: 'bytes' },
    { name: 'removed', type: 'bytes' },
  ],
}

/** What the operator signs, by ethers. */
export const denyListDigestByEthers = (content: DenyListContent): Uint8Array =>
  hexToBytes(TypedDataEncoder.hash({ name: 'Tapsyr deny list', version: '1' }, TYPES, content).slice(2))

export const OPERATOR_KEY = testKey(77)
export const OPERATOR = addressOfKey(OPERATOR_KEY)

interface ListTraits {
  readonly version: number
  readonly base?: number
  readonly issuedAt?: number
  /** In ascending order. */
  readonly added?: readonly Address[]
  readonly removed?: readonly Address[]
}

/** A list as an operator gives it out, signed by ethers. */
export function denyListByEthers(traits: ListTraits, key: Hex = OPERATOR_KEY): Uint8Array {
  const { version, base = 0, issuedAt = 1_795_737_600, added = [], removed = [] } = traits
  const content = { version, base, issuedAt, added: bytesOf(added), removed: bytesOf(removed) }
  return encodeDenyList(content, signedByEthers(denyListDigestByEthers(content), key))
}

const bytesOf = (cards: readonly Address[]) => concatBytes(...cards.map((card) => hexToBytes(card.slice(2))))
