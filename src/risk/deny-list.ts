import type { Address } from '../payment/address.ts'
import type { RecoverPublicKey } from '../payment/signature.ts'
import { signerOf } from '../payment/signer.ts'
import { fail, ok, type Result } from '../result.ts'
import { type CardSet, cardCount, changedCards, hasCard, NO_CARDS } from './card-set.ts'
import { denyListDigest, readDenyLists, type UnprovenDenyList } from './deny-list-format.ts'

/** The operator's list as it stands here. */
export interface SignedDenyList {
  /** 0: there was none yet. */
  readonly version: number
  /** When the operator made it, Unix seconds. */
  readonly issuedAt: number
  readonly count: number
  has(card: Address): boolean
  readonly cards: CardSet
}

export const NO_SIGNED_LIST: SignedDenyList = signedList({ version: 0, issuedAt: 0, cards: NO_CARDS })

export interface DenyListTerms {
  /** Whose lists count: one key, and the next one while keys are changed. */
  readonly operators: readonly Address[]
  readonly recover: RecoverPublicKey
}

export type DenyListFault =
  | 'DENY_LIST_INVALID'
  | 'DENY_LIST_SIGNER_UNKNOWN'
  | 'DENY_LIST_OLD'
  | 'DENY_LIST_GAP'

export interface TakenDenyList {
  readonly list: SignedDenyList
  /** What it needs to be proven again: these pieces; behind those that were kept, when they only change it. */
  readonly taken: readonly Uint8Array[]
  readonly isFull: boolean
}

/**
 * The list after those of a file, which stand one behind the other. What is known already is passed over.
 * With any fault nothing of the file counts: another signer, changes of a version that is not here
 * (DENY_LIST_GAP), nothing but older ones (DENY_LIST_OLD).
 */
export function takeDenyLists(
  held: SignedDenyList,
  bytes: Uint8Array,
  { operators, recover }: DenyListTerms,
): Result<TakenDenyList, DenyListFault> {
  const read = readDenyLists(bytes)
  if (!read.ok) return read
  let list = held
  let isFull = false
  const taken: UnprovenDenyList[] = []
  for (const next of read.value) {
    const { version, base, issuedAt } = next.content
    if (version <= list.version) continue
    if (base !== 0 && base !== list.version)
      return fail('DENY_LIST_GAP', `version ${version} changes ${base}, and ${list.version} is here`)
    const signer = signerOf(denyListDigest(next.content), next.signature, recover)
    if (!signer || !operators.includes(signer))
      return fail('DENY_LIST_SIGNER_UNKNOWN', `version ${version} by ${signer ?? 'nobody'}`)
    const cards = changedCards(base === 0 ? NO_CARDS : list.cards, next.content)
    list = signedList({ version, issuedAt, cards })
    if (base === 0) {
      taken.length = 0
      isFull = true
    }
    taken.push(next)
  }
  const newest = Math.max(...read.value.map(({ content }) => content.version))
  if (newest < held.version) return fail('DENY_LIST_OLD', `version ${newest}, and ${held.version} is here`)
  return ok({ list, taken: taken.map((each) => each.bytes), isFull })
}

function signedList(parts: Pick<SignedDenyList, 'version' | 'issuedAt' | 'cards'>): SignedDenyList {
  return { ...parts, count: cardCount(parts.cards), has: (card) => hasCard(parts.cards, card) }
}
