import { expect, test } from 'vitest'
import { append, freshen, type HistoryList } from '#renderer/screens/history/use-history.ts'
import type { ListedPayment } from '#renderer/view.ts'
import { standing } from '../../../fakes/accepted.ts'

const listed = (n: number, state: 'accepted' | 'settled' = 'accepted'): ListedPayment => ({
  ...standing(n, { state }),
  retryAt: 0,
})
const place = (n: number) => ({ acceptedAt: listed(n).acceptedAt, id: listed(n).id })
const list = (numbers: number[], next: number | null): HistoryList => ({
  payments: numbers.map((n) => listed(n)),
  next: next === null ? null : place(next),
  state: 'resting',
})
const numbersOf = ({ payments }: HistoryList) => payments.map(({ receiptNumber }) => receiptNumber)

test('the next page comes behind, and nothing twice', () => {
  const longer = append(list([9, 8, 7], 7), { payments: [7, 6].map((n) => listed(n)), next: null })
  expect(numbersOf(longer)).toEqual([9, 8, 7, 6])
  expect(longer).toMatchObject({ next: null, state: 'resting' })
})

test('the first page anew: what is new comes before, what changed is changed, what is behind stays', () => {
  const fresh = { payments: [listed(10), listed(9, 'settled'), listed(8)], next: place(8) }
  const after = freshen(list([9, 8, 7, 6], 6), fresh)
  expect(numbersOf(after)).toEqual([10, 9, 8, 7, 6])
  expect(after.payments[1]?.state).toBe('settled')
  expect(after.next).toEqual(place(6))
})

test('what is no longer found goes, and a list that fits one page is just that page', () => {
  expect(numbersOf(freshen(list([9, 8, 7], 7), { payments: [listed(8)], next: place(7) }))).toEqual([8])
  const all = freshen(list([9, 8, 7], 7), { payments: [listed(8)], next: null })
  expect([numbersOf(all), all.next]).toEqual([[8], null])
})

test('a page that is being read is waited for', () => {
  const reading: HistoryList = { ...list([9], 9), state: 'reading' }
  expect(freshen(reading, { payments: [], next: null })).toBe(reading)
})
