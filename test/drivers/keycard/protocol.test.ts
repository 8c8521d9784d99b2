import { secp256k1 } from '@noble/curves/secp256k1.js'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { emulateKeycardCash } from '#drivers/emulator/keycard-cash.ts'
import {
  readSelectCash,
  readSignCash,
  selectCashCommand,
  signCashCommand,
} from '#drivers/keycard/protocol.ts'
import { proveSigner } from '#src/payment/signature.ts'
import { fail, ok } from '#src/result.ts'
import {
  ADDRESS,
  COMPACT_SIGN_ANSWER,
  DIGEST,
  PRIVATE_KEY,
  PUBLIC_KEY,
  R,
  S,
  SELECT,
  SELECT_ANSWER,
  SIGN,
  SIGN_ANSWER,
} from '../../vectors/keycard.ts'

const sw = (status: number) => Uint8Array.of(status >> 8, status & 0xff)

test('makes the commands', () => {
  expect(selectCashCommand()).toEqual(SELECT)
  expect(signCashCommand(DIGEST)).toEqual(SIGN)
})

test('reads the answer to SELECT', () => {
  const version = { major: 3, minor: 1 }
  expect(readSelectCash(SELECT_ANSWER)).toEqual(
    ok({ publicKey: PUBLIC_KEY, version, publicData: sw(0).slice(2) }),
  )
})

test('reads public data of any length, through the applet’s plain length byte', () => {
  for (let n = 0; n <= 127; n++) {
    const publicData = new Uint8Array(n).fill(n)
    const card = emulateKeycardCash({ privateKey: PRIVATE_KEY, publicData })
    const read = readSelectCash(card.answer(SELECT))
    expect(read, `${n} bytes`).toMatchObject(ok({ publicKey: PUBLIC_KEY, publicData }))
  }
})

test('reads SELECT with a legal long length too', () => {
  const inside = SELECT_ANSWER.subarray(2, -2)
  const padded = Uint8Array.of(
    0xa4,
    0x81,
    0x81,
    ...inside.subarray(0, -1),
    56,
    ...new Uint8Array(56),
    0x90,
    0x00,
  )
  expect(readSelectCash(padded).ok).toBe(true)
})

test('reads both forms of the answer to SIGN', () => {
  expect(readSignCash(SIGN_ANSWER)).toEqual(ok({ signature: { r: R, s: S }, publicKey: PUBLIC_KEY }))
  expect(readSignCash(COMPACT_SIGN_ANSWER)).toEqual(ok({ signature: { r: R, s: S }, publicKey: undefined }))
})

test('brings s into the lower half', () => {
  const upper = secp256k1.Point.CURVE().n - BigInt(`0x${Buffer.from(S).toString('hex')}`)
  const answer = COMPACT_SIGN_ANSWER.slice()
  answer.set(Buffer.from(upper.toString(16), 'hex'), 34)
  expect(readSignCash(answer)).toMatchObject(ok({ signature: { r: R, s: S } }))
})

test('the vector’s signature is by the vector’s account', () => {
  expect(proveSigner(DIGEST, { r: R, s: S }, ADDRESS)).toMatchObject({ ok: true })
})

test('takes a SELECT without success for another card', () => {
  for (const status of [0x6a82, 0x6d00, 0x6f00, 0x6999])
    expect(readSelectCash(sw(status))).toMatchObject(fail('CARD_NOT_SUPPORTED'))
})

test('takes a SIGN without success for a refusal, and keeps the status word', () => {
  for (const status of [0x6f05, 0x6f00, 0x6d00, 0x6a81])
    expect(readSignCash(sw(status))).toEqual(fail('CARD_REFUSED', `SW ${status.toString(16)}`))
})

test('refuses answers that are cut off anywhere', () => {
  const cut = (answer: Uint8Array, n: number) => Uint8Array.of(...answer.subarray(0, n), 0x90, 0x00)
  for (let n = 0; n < SELECT_ANSWER.length - 2; n++)
    // The public data may be missing; nothing else may.
    expect(readSelectCash(cut(SELECT_ANSWER, n)), `${n}`).toMatchObject(fail('CARD_ANSWER_INVALID'))
  for (let n = 0; n < SIGN_ANSWER.length - 2; n++)
    expect(readSignCash(cut(SIGN_ANSWER, n)), `${n}`).toMatchObject(fail('CARD_ANSWER_INVALID'))
  expect(readSelectCash(Uint8Array.of(0x90))).toMatchObject(fail('CARD_ANSWER_INVALID'))
  expect(readSignCash(new Uint8Array())).toMatchObject(fail('CARD_ANSWER_INVALID'))
})

test('never throws', () => {
  const answer = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc.uint8Array({ maxLength: 200 }).map((bytes) => Uint8Array.of(0xa0, ...bytes, 0x90, 0x00)),
    fc.uint8Array({ maxLength: 200 }).map((bytes) => Uint8Array.of(0xa4, bytes.length, ...bytes, 0x90, 0x00)),
  )
  fc.assert(
    fc.property(answer, (bytes) => {
      readSelectCash(bytes)
      readSignCash(bytes)
    }),
  )
})
