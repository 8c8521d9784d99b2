import { expect, it } from 'vitest'
import { CARD_NAMES, makeCards } from '#simulator/cards.ts'

it('has one card of each name, with an address of its own wherever it holds a key', () => {
  const cards = [...makeCards().values()]
  expect(cards.map((card) => card.name)).toEqual(CARD_NAMES)
  const addresses = cards.flatMap(({ address }) => address ?? [])
  expect(new Set(addresses).size).toBe(CARD_NAMES.length - 1)
})

it('makes the same cards at every start', () => {
  const addresses = () => [...makeCards().values()].map(({ address }) => address)
  expect(addresses()).toEqual(addresses())
})
