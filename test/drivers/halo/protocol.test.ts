import { secp256k1 } from '@noble/curves/secp256k1.js'
import { concatBytes } from '@noble/hashes/utils.js'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  fetchSignCommand,
  getKeysCommand,
  readFetchSign,
  readFirstKey,
  readSign,
  signCommand,
} from '#drivers/halo/protocol.ts'
import { proveSigner } from '#src/payment/signature.ts'
import { fail, ok } from '#src/result.ts'
import { GET_KEYS, PLAIN, TYPED_DATA, WITH_PASSWORD } from '../../vectors/halo.ts'

const OK = Uint8Array.of(0x90, 0x00)
const answer = (...parts: readonly Uint8Array[]) => concatBytes(...parts, OK)
const sw = (status: number) => Uint8Array.of(status >> 8, status & 0xff)
const tagError = (code: number) => Uint8Array.of(0xe1, code, 0x90, 0x00)
const key = (publicKey: Uint8Array) => Uint8Array.of(publicKey.length, ...publicKey)

test('makes the commands', () => {
  expect(getKeysCommand()).toEqual(GET_KEYS)
  expect(fetchSignCommand(PLAIN.digest)).toEqual(PLAIN.fetchSign)
  expect(signCommand(PLAIN.digest)).toEqual(PLAIN.sign)
})

test('reads a real tag’s signature and turns its high s', () => {
  const { r, lowS: s, publicKey } = PLAIN
  expect(readFetchSign(answer(PLAIN.der, publicKey))).toEqual(ok({ signature: { r, s }, publicKey }))
  expect(readSign(answer(PLAIN.der))).toEqual(ok({ signature: { r, s }, publicKey: undefined }))
})

test.each([
  ['slot 1', { ...PLAIN, s: PLAIN.lowS }],
  ['typed data', TYPED_DATA],
  ['slot 3, with its password', { ...WITH_PASSWORD, digest: PLAIN.digest }],
])('a real tag’s signature proves its account: %s', (_, { digest, r, s, v, address, publicKey }) => {
  const number = (bytes: Uint8Array) => BigInt(`0x${Buffer.from(bytes).toString('hex')}`)
  const der = new secp256k1.Signature(number(r), number(s)).toBytes('der')
  const read = readFetchSign(answer(der, publicKey))
  expect(read).toEqual(ok({ signature: { r, s }, publicKey }))
  const hex = Buffer.concat([r, s]).toString('hex')
  expect(proveSigner(digest, { r, s }, address)).toEqual(ok(`0x${hex}${v}`))
})

test('takes the other good status word too', () => {
  const late = concatBytes(PLAIN.der, PLAIN.publicKey, sw(0x9100))
  expect(readFetchSign(late)).toMatchObject({ ok: true })
})

test('reads key 1 of any number of keys, with or without the zero behind them', () => {
  const [first, second] = [key(PLAIN.publicKey), key(TYPED_DATA.publicKey)]
  for (const keys of [[first], [first, second], [first, second, first], [first, Uint8Array.of(0)]])
    expect(readFirstKey(answer(...keys))).toEqual(ok(PLAIN.publicKey))
})

test.each([
  ['no keys', []],
  ['no keys but the zero', [0x00]],
  ['a compressed key', [0x21, ...new Uint8Array(33).fill(2)]],
  ['a key that is no point', [0x41, ...new Uint8Array(65)]],
  ['a key cut off', [0x41, ...PLAIN.publicKey.subarray(0, 64)]],
])('refuses %s', (_, bytes) => {
  expect(readFirstKey(answer(Uint8Array.from(bytes)))).toEqual(fail('CARD_ANSWER_INVALID', 'no key 1'))
})

test('an error of the tag comes under a good status word, and is no data', () => {
  expect(readFetchSign(tagError(0x0a))).toEqual(fail('CARD_REFUSED', 'tag error E1 0a'))
  expect(readSign(tagError(0x18))).toEqual(fail('CARD_REFUSED', 'tag error E1 18'))
  expect(readFirstKey(tagError(0x01))).toEqual(fail('CARD_NOT_SUPPORTED', 'tag error E1 01'))
  const softLocked = Uint8Array.of(0xe1, 0x21, ...new Uint8Array(16), 0x90, 0x00)
  expect(readFetchSign(softLocked)).toEqual(fail('CARD_REFUSED', 'tag error E1 21'))
})

test('an unknown command is told apart: an older tag has to be asked otherwise', () => {
  expect(readFetchSign(tagError(0x01))).toEqual(ok('unknown-command'))
  expect(readSign(tagError(0x01))).toEqual(fail('CARD_REFUSED', 'tag error E1 01'))
})

test('takes any other status word for a refusal', () => {
  for (const status of [0x6d00, 0x6f00, 0x91ae])
    expect(readFetchSign(sw(status))).toEqual(fail('CARD_REFUSED', `SW ${status.toString(16)}`))
})

test('refuses answers that are cut off anywhere', () => {
  const whole = concatBytes(PLAIN.der, PLAIN.publicKey)
  for (let n = 0; n < whole.length; n++)
    expect(readFetchSign(answer(whole.subarray(0, n))), `${n}`).toMatchObject(fail('CARD_ANSWER_INVALID'))
  for (let n = 0; n < PLAIN.der.length; n++)
    expect(readSign(answer(PLAIN.der.subarray(0, n))), `${n}`).toMatchObject(fail('CARD_ANSWER_INVALID'))
  expect(readSign(Uint8Array.of(0x90))).toEqual(fail('CARD_ANSWER_INVALID', 'no status word'))
})

test('brings numbers above the order below it', () => {
  const { n } = secp256k1.Point.CURVE()
  const to32 = (value: bigint) => Buffer.from(value.toString(16).padStart(64, '0'), 'hex')
  const der = Uint8Array.of(0x30, 70, 2, 33, 0, ...to32(n + 5n), 2, 33, 0, ...to32(n + 9n))
  expect(readSign(answer(der))).toMatchObject(
    ok({ signature: { r: Uint8Array.from(to32(5n)), s: Uint8Array.from(to32(9n)) } }),
  )
})

test('never throws', () => {
  const bytes = fc.uint8Array({ maxLength: 150 })
  const apdu = fc.oneof(
    bytes,
    bytes.map((inside) => Uint8Array.of(0x30, ...inside, 0x90, 0x00)),
    bytes.map((inside) => Uint8Array.of(0x41, 0x04, ...inside, 0x91, 0x00)),
    bytes.map((inside) => Uint8Array.of(0xe1, ...inside, 0x90, 0x00)),
  )
  fc.assert(
    fc.property(apdu, (any) => {
      readFetchSign(any)
      readSign(any)
      readFirstKey(any)
    }),
  )
})
