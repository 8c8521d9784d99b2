import { expect, test } from 'vitest'
import { findItems } from '#renderer/screens/counter/find-items.ts'
import type { Item } from '#src/order/price-list.ts'

const item = (id: string, kk: string, en: string, barcode?: string): Item => ({
  id,
  name: { kk, ru: kk, en },
  price: 1n,
  category: 'food',
  barcode,
})
const ITEMS = [
  item('tea', 'Шай', 'Tea', '48700001'),
  item('milk', 'Сүт', 'Milk', '487000010'),
  item('bread', 'Ақ нан', 'White bread'),
]
const found = (text: string) => findItems(ITEMS, text).map(({ id }) => id)

test.each([
  ['a name in the language of the screen or another', 'нан', ['bread']],
  ['letters of any case, with spaces around', ' WHITE ', ['bread']],
  ['a Kazakh capital', 'СҮ', ['milk']],
  ['the beginning of a barcode', '4870000', ['tea', 'milk']],
  ['a whole barcode, and no longer one that begins alike', '48700001', ['tea']],
  ['what nothing is called', 'coffee', []],
  ['nothing', '  ', []],
])('finds %s', (_what, text, ids) => {
  expect(found(text)).toEqual(ids)
})
