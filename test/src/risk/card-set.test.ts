import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  cardCount,
  cardSetOf,
  cardsOf,
  changedCards,
  hasCard,
  isCardSet,
  NO_CARDS,
} from '#src/risk/card-set.ts'
import { account } from '../../fakes/accepted.ts'
import { hex } from '../../fakes/arbitrary.ts'

/** Few different ones, so that they meet. */
const some = fc.array(fc.oneof(hex(20), fc.integer({ min: 0, max: 40 }).map(account)), { maxLength: 60 })

it('has what was put in, each once and in order', () => {
  fc.assert(
    fc.property(some, fc.oneof(hex(20), fc.integer({ min: 0, max: 40 }).map(account)), (cards, other) => {
      const set = cardSetOf(cards)
      expect(cardsOf(set)).toEqual([...new Set(cards)].sort())
      expect(cards.every((card) => hasCard(set, card))).toBe(true)
      expect(hasCard(set, other)).toBe(cards.includes(other))
      expect(isCardSet(set)).toBe(true)
    }),
  )
})

it('changes as a set of texts does', () => {
  fc.assert(
    fc.property(some, some, some, (cards, added, removed) => {
      const expected = new Set(cards)
      for (const card of removed) expected.delete(card)
      for (const card of added) expected.add(card)
      const change = { added: cardSetOf(added), removed: cardSetOf(removed) }
      expect(cardsOf(changedCards(cardSetOf(cards), change))).toEqual([...expected].sort())
    }),
  )
})

it('is not whatever bytes come', () => {
  const [one, two] = [cardSetOf([account(1)]), cardSetOf([account(2)])]
  expect(isCardSet(Uint8Array.of(...one, ...two))).toBe(true)
  expect(isCardSet(Uint8Array.of(...two, ...one))).toBe(false)
  expect(isCardSet(Uint8Array.of(...one, ...one))).toBe(false)
  expect(isCardSet(one.slice(1))).toBe(false)
  expect(isCardSet(NO_CARDS)).toBe(true)
})

it('holds a hundred thousand cards in two megabytes, and finds one far within a millisecond', () => {
  const cards = Array.from({ length: 100_000 }, (_, n) => account(n * 7919 + 1))
  const set = cardSetOf(cards)
  expect([cardCount(set), set.byteLength, set.buffer.byteLength]).toEqual([100_000, 2_000_000, 2_000_000])
  const begun = performance.now()
  const found = cards.filter((card) => hasCard(set, card)).length
  const each = (performance.now() - begun) / cards.length
  expect(found).toBe(100_000)
  expect(each).toBeLessThan(1)
})
