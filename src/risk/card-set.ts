import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'
import type { Address } from '../payment/address.ts'

/**
 * Cards by the 20 bytes of their addresses, one behind the other, ascending and each once. So 100,000 take
 * 2 MB, as many addresses in text ten times that, and one is found in 17 steps.
 */
export type CardSet = Uint8Array

const BYTES = 20

export const NO_CARDS: CardSet = new Uint8Array()

export const cardCount = (cards: CardSet): number => cards.length / BYTES

/** Whether bytes from outside are such a set. */
export function isCardSet(bytes: Uint8Array): boolean {
  if (bytes.length % BYTES !== 0) return false
  for (let at = BYTES; at < bytes.length; at += BYTES)
    if (compare(bytes, at - BYTES, bytes, at) >= 0) return false
  return true
}

/** Of addresses in lower case, in any order. */
export function cardSetOf(cards: Iterable<Address>): CardSet {
  const sorted = [...new Set(cards)].sort()
  const set = new Uint8Array(sorted.length * BYTES)
  for (const [i, card] of sorted.entries()) set.set(hexToBytes(card.slice(2)), i * BYTES)
  return set
}

export const cardsOf = (cards: CardSet): Address[] =>
  Array.from({ length: cardCount(cards) }, (_, i): Address => {
    const at = i * BYTES
    return `0x${bytesToHex(cards.subarray(at, at + BYTES))}`
  })

export function hasCard(cards: CardSet, card: Address): boolean {
  const wanted = hexToBytes(card.slice(2))
  let low = 0
  let high = cardCount(cards)
  while (low < high) {
    const middle = (low + high) >>> 1
    const order = compare(cards, middle * BYTES, wanted, 0)
    if (order === 0) return true
    if (order < 0) low = middle + 1
    else high = middle
  }
  return false
}

/** Without those of `removed`, and with those of `added`. */
export function changedCards(cards: CardSet, { added, removed }: CardChange): CardSet {
  const left = cardsWithout(cards, removed)
  const merged = new Uint8Array(left.length + added.length)
  let length = 0
  for (let a = 0, b = 0; a < left.length || b < added.length; length += BYTES) {
    const order = a === left.length ? 1 : b === added.length ? -1 : compare(left, a, added, b)
    const [from, at] = order <= 0 ? [left, a] : [added, b]
    merged.set(from.subarray(at, at + BYTES), length)
    if (order <= 0) a += BYTES
    if (order >= 0) b += BYTES
  }
  return merged.slice(0, length)
}

export interface CardChange {
  readonly added: CardSet
  readonly removed: CardSet
}

/** Those of `cards` that are not in `removed`. */
export function cardsWithout(cards: CardSet, removed: CardSet): CardSet {
  const left = new Uint8Array(cards.length)
  let length = 0
  for (let at = 0, r = 0; at < cards.length; at += BYTES) {
    while (r < removed.length && compare(removed, r, cards, at) < 0) r += BYTES
    if (r < removed.length && compare(removed, r, cards, at) === 0) continue
    left.set(cards.subarray(at, at + BYTES), length)
    length += BYTES
  }
  return left.subarray(0, length)
}

function compare(a: Uint8Array, aAt: number, b: Uint8Array, bAt: number): number {
  for (let i = 0; i < BYTES; i += 1) {
    const order = (a[aAt + i] ?? 0) - (b[bAt + i] ?? 0)
    if (order !== 0) return order
  }
  return 0
}
