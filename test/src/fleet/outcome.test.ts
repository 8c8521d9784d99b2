import { expect, test } from 'vitest'
import { outcomeMessageSchema, recallAnswerSchema, recallSchema } from '#src/fleet/outcome.ts'
import { id } from '../../fakes/accepted.ts'

const read = (outcome: unknown) => outcomeMessageSchema.safeParse({ v: 1, outcome }).success

test('an outcome names the payments that it is of, and how it is known', () => {
  const proof = { txHash: id(1), blockHash: id(2), blockNumber: 3, logIndex: 0 }
  expect(read({ type: 'confirmed', proofs: [{ id: id(5), proof }] })).toBe(true)
  expect(read({ type: 'submitted', ids: [id(5)], hash: id(9) })).toBe(true)
  expect(read({ type: 'refused', refusals: [{ id: id(5), code: 'CARD_NO_FUNDS' }] })).toBe(true)
})

test('an outcome of nothing, of a kind that nobody knows or with a code that nobody knows is none', () => {
  expect(read({ type: 'settled', ids: [] })).toBe(false)
  expect(read({ type: 'lost', ids: [id(5)] })).toBe(false)
  expect(read({ type: 'declined', ids: [id(5)], code: 'BECAUSE' })).toBe(false)
})

test('a recall is answered with one of three words', () => {
  expect(recallSchema.safeParse({ v: 1, id: id(5) }).success).toBe(true)
  expect(recallAnswerSchema.safeParse({ v: 1, answer: 'released' }).success).toBe(true)
  expect(recallAnswerSchema.safeParse({ v: 1, answer: 'perhaps' }).success).toBe(false)
})
