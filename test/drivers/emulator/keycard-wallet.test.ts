import { expect, test } from 'vitest'
import { emulateKeycardWallet, type KeycardWalletSettings } from '#drivers/emulator/keycard-wallet.ts'
import {
  DIGEST,
  PRIVATE_KEY,
  SELECT,
  SIGN_ANSWER,
  WALLET_SELECT,
  WALLET_SELECT_ANSWER,
} from '../../vectors/keycard.ts'

const sw = (status: number) => Uint8Array.of(status >> 8, status & 0xff)
const sign = (p1: number, digest: Uint8Array = DIGEST) =>
  Uint8Array.of(0x80, 0xc0, p1, 0, digest.length, ...digest)
const PINLESS = 0x03

function selected(settings: Partial<KeycardWalletSettings> = {}) {
  const card = emulateKeycardWallet({ pinlessKey: PRIVATE_KEY, ...settings })
  card.answer(WALLET_SELECT)
  return card
}

test('answers SELECT as the vector, but for the keys that it makes up', () => {
  const answer = emulateKeycardWallet({ pinlessKey: PRIVATE_KEY }).answer(WALLET_SELECT)
  expect(answer).toHaveLength(WALLET_SELECT_ANSWER.length)
  const upTo = (part: Uint8Array) => part.subarray(0, 23)
  expect(upTo(answer)).toEqual(upTo(WALLET_SELECT_ANSWER))
  const version = (part: Uint8Array) => part.subarray(88, 97)
  expect(version(answer)).toEqual(version(WALLET_SELECT_ANSWER))
})

test('has no Cash applet', () => {
  expect(emulateKeycardWallet({ pinlessKey: PRIVATE_KEY }).answer(SELECT)).toEqual(sw(0x6a82))
})

test('signs at its pinless path in clear', () => {
  expect(selected().answer(sign(PINLESS))).toEqual(SIGN_ANSWER)
})

test.each([
  ['with the current key, outside the secure channel', sign(0x00), {}, 0x6985],
  ['at a path, outside the secure channel', sign(0x41), {}, 0x6985],
  ['with a key that P1 does not know', sign(0x04), {}, 0x6b00],
  ['without a pinless path', sign(PINLESS), { pinlessKey: undefined }, 0x6a88],
  ['a digest that is too short', sign(PINLESS, DIGEST.slice(1)), {}, 0x6a80],
  ['without a seed', sign(PINLESS), { state: 'no-seed' }, 0x6985],
  ['before it is set up', sign(PINLESS), { state: 'new' }, 0x6d00],
  ['in version 4.0', sign(PINLESS), { version: { major: 4, minor: 0 } }, 0x6985],
  ['anything unknown', Uint8Array.of(0x80, 0xee, 0, 0, 0), {}, 0x6d00],
] as const)('does not sign %s', (_, apdu, settings, status) => {
  expect(selected(settings).answer(apdu)).toEqual(sw(status))
})

test('signs nothing before it is selected, nor after the field went down', () => {
  const card = emulateKeycardWallet({ pinlessKey: PRIVATE_KEY })
  expect(card.answer(sign(PINLESS))).toEqual(sw(0x6d00))
  card.answer(WALLET_SELECT)
  card.activate?.()
  expect(card.answer(sign(PINLESS))).toEqual(sw(0x6d00))
})
