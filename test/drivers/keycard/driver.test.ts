import { expect, test } from 'vitest'
import type { EmulatedCard } from '#drivers/emulator/emulated-card.ts'
import { emulateForeignCard } from '#drivers/emulator/foreign-card.ts'
import { emulateKeycardCash } from '#drivers/emulator/keycard-cash.ts'
import { selectKeycardCash } from '#drivers/keycard/driver.ts'
import { fail, ok } from '#src/result.ts'
import { must } from '../../fakes/wires.ts'
import { CERTIFICATE } from '../../vectors/certificate.ts'
import {
  COMPACT_SIGN_ANSWER,
  DIGEST,
  PRIVATE_KEY,
  PUBLIC_KEY,
  R,
  S,
  SELECT,
  SIGN,
} from '../../vectors/keycard.ts'
import { inField, leavingBefore } from '../card/in-field.ts'

const keycard = emulateKeycardCash({ privateKey: PRIVATE_KEY })
const answering = (sign: (apdu: Uint8Array) => Uint8Array): EmulatedCard => ({
  answer: (apdu) => (apdu[1] === 0xc0 ? sign(apdu) : keycard.answer(apdu)),
})

test('a payment is two commands', async () => {
  const field = inField(keycard)
  const card = must(await selectKeycardCash(field))
  expect(card).toMatchObject({ application: 'keycard-cash', publicKey: PUBLIC_KEY })
  expect(await card.sign(DIGEST)).toEqual(ok({ r: R, s: S }))
  expect(field.heard).toEqual([SELECT, SIGN])
})

test('what its issuer stored on it comes along, and a card without has nothing', async () => {
  const carrying = emulateKeycardCash({ privateKey: PRIVATE_KEY, publicData: CERTIFICATE.bytes })
  expect(must(await selectKeycardCash(inField(carrying))).certificate).toEqual(CERTIFICATE.bytes)
  expect(must(await selectKeycardCash(inField(keycard)))).not.toHaveProperty('certificate')
})

test('a card of somebody else', async () => {
  expect(await selectKeycardCash(inField(emulateForeignCard()))).toEqual(
    fail('CARD_NOT_SUPPORTED', 'SW 6a82'),
  )
})

test('a card that will not sign', async () => {
  const card = must(
    await selectKeycardCash(inField(emulateKeycardCash({ privateKey: PRIVATE_KEY, refuses: 5 }))),
  )
  expect(await card.sign(DIGEST)).toEqual(fail('CARD_REFUSED', 'SW 6f05'))
})

test('a card that signs in the compact form', async () => {
  const card = must(await selectKeycardCash(inField(answering(() => COMPACT_SIGN_ANSWER))))
  expect(await card.sign(DIGEST)).toEqual(ok({ r: R, s: S }))
})

test('a card that signs with another key than it showed', async () => {
  const other = emulateKeycardCash({ privateKey: PRIVATE_KEY.map((byte) => byte || 1) })
  other.answer(SELECT)
  const card = must(await selectKeycardCash(inField(answering(other.answer))))
  expect(await card.sign(DIGEST)).toMatchObject(fail('CARD_ANSWER_INVALID'))
})

test('an answer that is cut off', async () => {
  const card = must(await selectKeycardCash(inField(answering((apdu) => keycard.answer(apdu).slice(0, 60)))))
  expect(await card.sign(DIGEST)).toEqual(fail('CARD_ANSWER_INVALID', 'no status word'))
})

test('faults of the reader are passed on', async () => {
  expect(await selectKeycardCash(leavingBefore(1, keycard))).toEqual(fail('CARD_LEFT_EARLY'))
  const card = must(await selectKeycardCash(leavingBefore(2, keycard)))
  expect(await card.sign(DIGEST)).toEqual(fail('CARD_LEFT_EARLY'))
})

test('a digest of another length is a bug, not a payment', async () => {
  const card = must(await selectKeycardCash(inField(keycard)))
  await expect(card.sign(DIGEST.slice(1))).rejects.toThrow(RangeError)
})
