import { concatBytes } from '@noble/hashes/utils.js'
import { expect, test } from 'vitest'
import { emulateHalo } from '#drivers/emulator/halo.ts'
import { derivePasswordKey, passwordAuthentication } from '#drivers/emulator/halo-password.ts'
import { GET_KEYS, PLAIN, SELECT, SELECT_OLDER, WITH_PASSWORD } from '../../vectors/halo.ts'
import { DIGEST, PRIVATE_KEY, PUBLIC_KEY, R } from '../../vectors/keycard.ts'

const SECOND_KEY = Uint8Array.of(...new Uint8Array(31), 2)
const keys = [PRIVATE_KEY, SECOND_KEY]
const OK = Uint8Array.of(0x90, 0x00)
const command = (...payload: readonly number[]) =>
  Uint8Array.of(0xb0, 0x51, 0, 0, payload.length, ...payload, 0)
const tagError = (code: number) => Uint8Array.of(0xe1, code, 0x90, 0x00)
const fetchSign = (slot: number, digest = DIGEST) => command(0x06, slot, ...digest)
/** The order minus the vector's s. */
const HIGH_S = Buffer.from('9fff0ccd1c0a1635a6bdd8a8ba374fb996cd618ebff131b85d0b1a33d3d39b1e', 'hex')

function selected(settings: Partial<Parameters<typeof emulateHalo>[0]> = {}) {
  const tag = emulateHalo({ keys, ...settings })
  tag.answer(SELECT_OLDER)
  return tag
}

test('answers to both its names, and to the older one only in its first generation', () => {
  const answers = (core: 'C1' | 'C5') => {
    const tag = emulateHalo({ keys, core })
    return [tag.answer(SELECT), tag.answer(SELECT_OLDER)].map((apdu) => Buffer.from(apdu).toString('hex'))
  }
  expect(answers('C5')).toEqual(['9000', '9000'])
  expect(answers('C1')).toEqual(['6a82', '9000'])
})

test('tells its keys one behind the other', () => {
  const answer = selected().answer(GET_KEYS)
  expect(answer).toHaveLength(2 * 66 + 2)
  expect(answer.subarray(0, 66)).toEqual(Uint8Array.of(65, ...PUBLIC_KEY))
})

test('signs with s in the upper half, and tells the key', () => {
  const der = Uint8Array.of(0x30, 0x45, 0x02, 0x20, ...R, 0x02, 0x21, 0x00, ...HIGH_S)
  expect(selected().answer(fetchSign(1))).toEqual(concatBytes(der, PUBLIC_KEY, OK))
  expect(selected().answer(command(0x01, 1, ...DIGEST))).toEqual(concatBytes(der, OK))
})

test('a tag of the first generation knows nothing newer', () => {
  const old = selected({ core: 'C1' })
  expect(old.answer(fetchSign(1))).toEqual(tagError(0x01))
  expect(old.answer(command(0x01, 1, ...DIGEST)).subarray(-2)).toEqual(OK)
  expect(old.answer(Uint8Array.of(0x00, 0x51, 0, 0, 1, 0x07, 0))).toEqual(Uint8Array.of(0x6d, 0x00))
})

test.each([
  ['an unknown command', command(0x77), 0x01],
  ['the slot that signs its own digests only', fetchSign(2), 0x02],
  ['a slot that no tag has', fetchSign(10), 0x02],
  ['slot 0', fetchSign(0), 0x02],
  ['a digest that is too short', fetchSign(1, DIGEST.slice(1)), 0x03],
  ['a slot without a key', fetchSign(3), 0x0a],
  ['a password where none is set', command(0xa2, 1, ...DIGEST, ...DIGEST), 0x10],
])('refuses %s', (_, apdu, code) => {
  expect(selected().answer(apdu)).toEqual(tagError(code))
})

test('refuses to sign when told to', () => {
  expect(selected({ refuses: 0x19 }).answer(fetchSign(1))).toEqual(tagError(0x19))
})

test('knows nothing before it is selected, nor after the field went down', () => {
  const tag = emulateHalo({ keys })
  expect(tag.answer(GET_KEYS)).toEqual(Uint8Array.of(0x6d, 0x00))
  tag.answer(SELECT)
  tag.activate?.()
  expect(tag.answer(fetchSign(1))).toEqual(Uint8Array.of(0x6d, 0x00))
})

test('a slot with a password: the vector’s command, and no other, is let through', () => {
  const { slot, password, passwordKey, authentication, command: vector } = WITH_PASSWORD
  expect(derivePasswordKey(password)).toEqual(passwordKey)
  expect(passwordAuthentication(slot, PLAIN.digest, passwordKey)).toEqual(authentication)
  const tag = selected({ keys: [...keys, PRIVATE_KEY], passwords: new Map([[slot, password]]) })
  expect(tag.answer(vector).subarray(-67)).toEqual(concatBytes(PUBLIC_KEY, OK))
  expect(tag.answer(fetchSign(slot))).toEqual(tagError(0x0d))
  expect(tag.answer(vector.map((byte, at) => (at === 40 ? byte ^ 1 : byte)))).toEqual(tagError(0x11))
})
