import { hexToBytes } from '@noble/hashes/utils.js'
import { concat, keccak256, id as keccakOf } from 'ethers'
import { expect, test } from 'vitest'
import { challengeCard, challengeDigest } from '#main/crypto/challenge.ts'
import type { PaymentCard } from '#src/device/card.ts'
import { recoverInJavaScript } from '#src/payment/signature.ts'
import { fail, ok } from '#src/result.ts'
import { addressOfKey, testKey } from '../../fakes/payment.ts'
import { cardOfKey } from '../staff/desk.ts'

const RANDOM = new Uint8Array(32).fill(7)
const DEPS = { recover: recoverInJavaScript, randomBytes: () => RANDOM, terminalId: 'apple-1' }

test('the digest is the hash that the comment says, by another library', () => {
  const expected = keccak256(concat([keccakOf('any purpose'), keccakOf('apple-1'), RANDOM]))
  expect(challengeDigest('any purpose', 'apple-1', RANDOM)).toEqual(hexToBytes(expected.slice(2)))
})

test('a card proves the address of its key, over this terminal’s digest', async () => {
  const asked: Uint8Array[] = []
  const own = cardOfKey(1)
  const card: PaymentCard = {
    ...own,
    sign(digest) {
      asked.push(digest)
      return own.sign(digest)
    },
  }
  expect(await challengeCard(DEPS, card, 'any purpose')).toEqual(ok(addressOfKey(testKey(1))))
  expect(asked).toEqual([challengeDigest('any purpose', 'apple-1', RANDOM)])
})

test('a card that shows another key than it signs with proves nothing', async () => {
  const card = { ...cardOfKey(2), publicKey: cardOfKey(1).publicKey }
  expect(await challengeCard(DEPS, card, 'any purpose')).toMatchObject(fail('CARD_SIGNATURE_INVALID'))
})

test('an answer for one purpose or terminal is none for another', async () => {
  const own = cardOfKey(1)
  for (const other of [
    challengeDigest('another purpose', 'apple-1', RANDOM),
    challengeDigest('any purpose', 'apple-2', RANDOM),
  ]) {
    const replaying: PaymentCard = { ...own, sign: () => own.sign(other) }
    expect(await challengeCard(DEPS, replaying, 'any purpose')).toMatchObject(fail('CARD_SIGNATURE_INVALID'))
  }
})

test('a card that leaves is told as such', async () => {
  const card: PaymentCard = { ...cardOfKey(1), sign: async () => fail('CARD_LEFT_EARLY') }
  expect(await challengeCard(DEPS, card, 'any purpose')).toEqual(fail('CARD_LEFT_EARLY'))
})
