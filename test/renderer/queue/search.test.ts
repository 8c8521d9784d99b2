import { expect, test } from 'vitest'
import { isSought, readSearch } from '#renderer/queue/search.ts'
import { standing } from '../../fakes/accepted.ts'

const KZT = { symbol: '₸', decimals: 2 }
const PAYMENT = standing(347, {
  authorization: {
    ...standing(347).authorization,
    from: '0x7e5f4552091a69125d5dfcb7b8c2659029395bdf',
    value: 4_270_000n,
  },
  order: {
    currency: KZT,
    lines: [{ name: 'Tea', quantity: 1, unitPrice: 229_000n }],
    discount: 0n,
    tip: 0n,
    total: 229_000n,
    rate: null,
  },
})
const finds = (typed: string): boolean => {
  const sought = readSearch(typed)
  return sought !== null && isSought(PAYMENT, sought)
}

test.each([
  ['347', 'the number of a receipt'],
  ['000347', 'as it is written'],
  ['001-000347', 'with its till'],
  ['  347 ', 'with blanks'],
  ['5bdf', 'the end of a card'],
  ['…5Bdf', 'as a screen shows it'],
  ['0x7E5F', 'its beginning'],
  ['0x7e5f4552091a69125d5dfcb7b8c2659029395bdf', 'all of it'],
  ['4.27', 'the amount in tokens'],
  ['4,27', 'with a comma'],
  ['4.270000', 'with all its places'],
  ['2290', 'the amount in the currency of the order'],
  ['2 290,00', 'with its thousands apart'],
  ['2,290.00', 'in English'],
])('%s finds it: %s', (typed) => {
  expect(finds(typed)).toBe(true)
})

test.each(['348', '002-000347', '7e5f', '0x5bdf', 'df', '4.28', '42.7', 'tea', '4.2.7', '-4.27', '0x'])(
  '%s does not find it',
  (typed) => {
    expect(finds(typed)).toBe(false)
  },
)

test('a refund is found by the card that gets it', () => {
  const back = { ...PAYMENT, returns: PAYMENT.id, order: undefined }
  const to = '0x1563915e194d8cfba1943570603f7606a3115508'
  const refund = { ...back, authorization: { ...PAYMENT.authorization, to } } as const
  const sought = readSearch('5508')
  expect(sought && isSought(refund, sought)).toBe(true)
  const wallet = readSearch('5bdf')
  expect(wallet && isSought(refund, wallet)).toBe(false)
})

test('nothing typed looks for nothing', () => {
  expect(readSearch('  ')).toBeNull()
})
