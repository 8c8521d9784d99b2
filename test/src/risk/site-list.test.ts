import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cardCount, cardSetOf, cardsOf, hasCard } from '#src/risk/card-set.ts'
import { parseSiteList } from '#src/risk/site-list.ts'
import { account } from '../../fakes/accepted.ts'

const [ONE, TWO] = [account(0xabc), account(0xdef)]
const cards = (text: string) => cardsOf(parseSiteList(text).cards)

describe('the site’s deny list', () => {
  it.each([
    ['one a line', `${ONE}\n${TWO}\n`],
    ['without a last line feed', `${ONE}\n${TWO}`],
    ['as Windows writes it', `\uFEFF${ONE}\r\n${TWO}\r\n`],
    ['in capital letters', `0x${ONE.slice(2).toUpperCase()}\n${TWO}`],
    ['with remarks and empty lines', `# lost cards\n\n  ${ONE}  # Aigerim\n${TWO}\n`],
    ['named twice', `${ONE}\n${TWO}\n${ONE}`],
    ['as JSON', JSON.stringify([ONE, TWO])],
    ['as JSON over lines', `\n${JSON.stringify([ONE, TWO], null, 2)}\n`],
  ])('is read %s', (_how, text) => {
    expect(parseSiteList(text)).toEqual({ cards: cardSetOf([ONE, TWO]), bad: 0 })
  })

  it('lets one slip of a pen let nobody else through', () => {
    expect(parseSiteList(`${ONE}\n0x12\n${TWO}\nhello`)).toEqual({ cards: cardSetOf([ONE, TWO]), bad: 2 })
    expect(parseSiteList(JSON.stringify([ONE, 7, null, TWO]))).toEqual({
      cards: cardSetOf([ONE, TWO]),
      bad: 2,
    })
  })

  it('keeps what it can of JSON that was cut off', () => {
    expect(parseSiteList(JSON.stringify([ONE, TWO]).slice(0, -8))).toEqual({
      cards: cardSetOf([ONE]),
      bad: 1,
    })
  })

  it('is empty when the file is', () => {
    expect(cards('')).toEqual([])
    expect(cards('[]')).toEqual([])
  })

  it('has every address of a hundred thousand', () => {
    const many = Array.from({ length: 100_000 }, (_, n) => account(n + 1))
    const list = parseSiteList(many.join('\n'))
    expect(cardCount(list.cards)).toBe(100_000)
    expect([1, 50_000, 100_000].every((n) => hasCard(list.cards, account(n)))).toBe(true)
    expect(hasCard(list.cards, account(100_001))).toBe(false)
  })

  it('takes any text', () => {
    fc.assert(fc.property(fc.string(), (text) => parseSiteList(text).bad >= 0))
  })
})
