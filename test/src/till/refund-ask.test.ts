import { expect, it } from 'vitest'
import { refundAskSchema } from '#src/till/refund-ask.ts'
import { id } from '../../fakes/accepted.ts'

it('what is asked for names its payment, its sum and who asks', () => {
  const ask = { number: 1, returns: id(1), units: 5n, by: { id: 'aigul', name: 'Айгүл' }, reason: '' }
  expect(refundAskSchema.parse(ask)).toEqual(ask)
  expect(refundAskSchema.safeParse({ ...ask, returns: '0x1' }).success).toBe(false)
  expect(refundAskSchema.safeParse({ ...ask, reason: 'x'.repeat(201) }).success).toBe(false)
})
