import { expect, test } from 'vitest'
import { createPaymentCard, type Signed } from '#drivers/card/payment-card.ts'
import type { SignFault } from '#src/device/card.ts'
import { fail, ok, type Result } from '#src/result.ts'
import { DIGEST, PUBLIC_KEY, R, S } from '../../vectors/keycard.ts'

const signature = { r: R, s: S }

function cardThat(answers: Result<Signed, SignFault>) {
  const asked: Uint8Array[] = []
  const card = createPaymentCard({
    application: 'halo',
    publicKey: PUBLIC_KEY,
    async sign(digest) {
      asked.push(digest)
      return answers
    },
  })
  return { card, asked }
}

test('gives the signature of the key that the card showed', async () => {
  const { card, asked } = cardThat(ok({ signature, publicKey: PUBLIC_KEY.slice() }))
  expect(card).toMatchObject({ application: 'halo', publicKey: PUBLIC_KEY })
  expect(await card.sign(DIGEST)).toEqual(ok(signature))
  expect(asked).toEqual([DIGEST])
})

test('takes a signature without a key: its proof comes later', async () => {
  const { card } = cardThat(ok({ signature, publicKey: undefined }))
  expect(await card.sign(DIGEST)).toEqual(ok(signature))
})

test('refuses the signature of any other key', async () => {
  const other = PUBLIC_KEY.slice()
  other[64] = 0
  const { card } = cardThat(ok({ signature, publicKey: other }))
  expect(await card.sign(DIGEST)).toEqual(
    fail('CARD_ANSWER_INVALID', 'signed with another key than the card showed'),
  )
})

test('passes a refusal on', async () => {
  const { card } = cardThat(fail('CARD_REFUSED', 'SW 6f05'))
  expect(await card.sign(DIGEST)).toEqual(fail('CARD_REFUSED', 'SW 6f05'))
})

test('a digest of another length is a bug, and never reaches the card', async () => {
  const { card, asked } = cardThat(ok({ signature, publicKey: undefined }))
  for (const length of [0, 31, 33, 64])
    await expect(card.sign(new Uint8Array(length))).rejects.toThrow(RangeError)
  expect(asked).toEqual([])
})
