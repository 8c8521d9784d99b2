import { secp256k1 } from '@noble/curves/secp256k1.js'
import { expect, test } from 'vitest'
import { emulateKeycardWallet } from '#drivers/emulator/keycard-wallet.ts'
import { selectKeycardPinless } from '#drivers/keycard/pinless.ts'
import { KEY_PROBE } from '#drivers/keycard/pinless-protocol.ts'
import { fail, ok } from '#src/result.ts'
import { must } from '../../fakes/wires.ts'
import {
  COMPACT_SIGN_ANSWER,
  DIGEST,
  PRIVATE_KEY,
  PUBLIC_KEY,
  R,
  S,
  WALLET_SELECT,
} from '../../vectors/keycard.ts'
import { inField, leavingBefore, twisted } from '../card/in-field.ts'

const wallet = emulateKeycardWallet({ pinlessKey: PRIVATE_KEY })
const pinlessSign = (digest: Uint8Array) => Uint8Array.of(0x80, 0xc0, 0x03, 0x00, 0x20, ...digest)
const isSign = (apdu: Uint8Array) => apdu[1] === 0xc0

test('a payment is SELECT, a probe that shows the key, and SIGN', async () => {
  const field = inField(wallet)
  const card = must(await selectKeycardPinless(field))
  expect(card).toMatchObject({ application: 'keycard-pinless', publicKey: PUBLIC_KEY })
  expect(await card.sign(DIGEST)).toEqual(ok({ r: R, s: S }))
  expect(field.heard).toEqual([WALLET_SELECT, pinlessSign(KEY_PROBE), pinlessSign(DIGEST)])
})

test.each([
  ['without a pinless path', emulateKeycardWallet({ pinlessKey: undefined }), 'SW 6a88'],
  ['without a seed', emulateKeycardWallet({ pinlessKey: PRIVATE_KEY, state: 'no-seed' }), 'SW 6985'],
  [
    'of version 4.0',
    emulateKeycardWallet({ pinlessKey: PRIVATE_KEY, version: { major: 4, minor: 0 } }),
    'version 4.0 has no pinless path',
  ],
])('a card %s cannot pay', async (_, card, detail) => {
  expect(await selectKeycardPinless(inField(card))).toEqual(fail('CARD_NOT_SUPPORTED', detail))
})

test('version 4.0 is not even asked to sign', async () => {
  const field = inField(emulateKeycardWallet({ pinlessKey: PRIVATE_KEY, version: { major: 4, minor: 0 } }))
  await selectKeycardPinless(field)
  expect(field.heard).toEqual([WALLET_SELECT])
})

test('a card that does not tell its key with the probe', async () => {
  const silent = twisted(wallet, (apdu, answer) => (isSign(apdu) ? COMPACT_SIGN_ANSWER : answer))
  expect(await selectKeycardPinless(inField(silent))).toMatchObject(fail('CARD_ANSWER_INVALID'))
})

test('a card that signs the payment with another key than the probe', async () => {
  const otherKey = secp256k1.utils.randomSecretKey(new Uint8Array(48).fill(7))
  const other = emulateKeycardWallet({ pinlessKey: otherKey })
  other.answer(WALLET_SELECT)
  let signatures = 0
  const changing = twisted(wallet, (apdu, answer) =>
    isSign(apdu) && ++signatures === 2 ? other.answer(apdu) : answer,
  )
  const card = must(await selectKeycardPinless(inField(changing)))
  expect(await card.sign(DIGEST)).toEqual(
    fail('CARD_ANSWER_INVALID', 'signed with another key than the card showed'),
  )
})

test('a card that leaves at any moment', async () => {
  for (const nth of [1, 2])
    expect(await selectKeycardPinless(leavingBefore(nth, wallet))).toEqual(fail('CARD_LEFT_EARLY'))
  const card = must(await selectKeycardPinless(leavingBefore(3, wallet)))
  expect(await card.sign(DIGEST)).toEqual(fail('CARD_LEFT_EARLY'))
})
