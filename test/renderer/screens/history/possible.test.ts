import { expect, test } from 'vitest'
import { possibleWith } from '#renderer/screens/history/possible.ts'
import { emptyTill } from '#src/till/till.ts'
import { id, standing } from '../../../fakes/accepted.ts'

const person = { id: 'aigul', name: 'Aigul' }

test.each([
  ['accepted', { void: true, return: false, retry: false }],
  ['submitted', { void: false, return: false, retry: false }],
  ['confirmed', { void: false, return: true, retry: false }],
  ['settled', { void: false, return: true, retry: false }],
  ['refused', { void: true, return: false, retry: false }],
  ['parked', { void: true, return: false, retry: true }],
  ['expired', { void: false, return: false, retry: false }],
] as const)('of a payment that is %s', (state, buttons) => {
  expect(possibleWith(standing(1, { state }), emptyTill)).toMatchObject(buttons)
})

test('what was taken back is not taken back again; paid all the same, it can be given back', () => {
  const voided = { voided: true } as const
  expect(possibleWith(standing(1, { state: 'voided', ...voided }), emptyTill).void).toBe(false)
  expect(possibleWith(standing(1, { state: 'settled', ...voided }), emptyTill).return).toBe(true)
})

test('a refund is neither voided nor given back', () => {
  const refund = (state: 'accepted' | 'settled') => standing(2, { returns: id(1), state })
  expect(possibleWith(refund('accepted'), emptyTill).void).toBe(false)
  expect(possibleWith(refund('settled'), emptyTill).return).toBe(false)
})

test('what is left is what nobody was given or has asked for', () => {
  const payment = standing(1, { state: 'settled', givenBack: 300_000n })
  const ask = { number: 1, returns: id(1), units: 200_000n, by: person, reason: '' }
  expect(possibleWith(payment, emptyTill).left).toBe(700_000n)
  expect(possibleWith(payment, { ...emptyTill, asks: [ask] }).left).toBe(500_000n)
  const all = possibleWith({ ...payment, givenBack: 1_000_000n }, emptyTill)
  expect(all).toMatchObject({ left: 0n, return: false })
})
