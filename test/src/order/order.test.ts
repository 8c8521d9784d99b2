import { expect, it } from 'vitest'
import { orderSchema } from '#src/order/order.ts'
import { refusedPaths } from '../refused.ts'

const ORDER = {
  currency: { symbol: '₸', decimals: 2 },
  lines: [{ name: 'Нан', quantity: 2, unitPrice: '19000' }],
  discount: '0',
  tip: '0',
  total: '38000',
  rate: { value: '536.20', source: 'National Bank', at: 1_795_000_000_000 },
}

it('is read from JSON, where money is decimal strings', () => {
  expect(orderSchema.parse(ORDER)).toMatchObject({ total: 38_000n, lines: [{ unitPrice: 19_000n }] })
  expect(orderSchema.parse({ ...ORDER, rate: null }).rate).toBeNull()
})

it.each<[string, string, Record<string, unknown>]>([
  ['no lines', 'lines', { lines: [] }],
  ['none of something', 'lines.0.quantity', { lines: [{ ...ORDER.lines[0], quantity: 0 }] }],
  ['half of something', 'lines.0.quantity', { lines: [{ ...ORDER.lines[0], quantity: 0.5 }] }],
  ['a name that is empty', 'lines.0.name', { lines: [{ ...ORDER.lines[0], name: '' }] }],
  ['a rate with an exponent', 'rate.value', { rate: { ...ORDER.rate, value: '5e2' } }],
  ['a rate below zero', 'rate.value', { rate: { ...ORDER.rate, value: '-1' } }],
  ['a rate of nobody', 'rate.source', { rate: { ...ORDER.rate, source: '' } }],
])('does not take %s', (_what, path, change) => {
  expect(refusedPaths(orderSchema, { ...ORDER, ...change })).toEqual([path])
})
