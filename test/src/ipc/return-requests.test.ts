import { expect, test } from 'vitest'
import { RETURN_REQUESTS } from '#src/ipc/return-requests.ts'
import { id } from '../../fakes/accepted.ts'

test('the page names a payment and an amount, and neither a receiver nor who did it', () => {
  const refund = RETURN_REQUESTS['refund/make']
  const good = { id: id(1), units: 5n, reason: 'cold' }
  expect(refund.safeParse(good).success).toBe(true)
  for (const more of [{ to: id(2) }, { by: { id: 'dana', name: 'Dana' } }, { nonce: id(3) }])
    expect(refund.safeParse({ ...good, ...more }).success).toBe(false)
})

test('a void carries no cancellation of the page’s own', () => {
  const request = RETURN_REQUESTS['payment/void-with-card']
  expect(request.safeParse({ id: id(1) }).success).toBe(true)
  expect(request.safeParse({ id: id(1), cancellation: id(2) }).success).toBe(false)
})
