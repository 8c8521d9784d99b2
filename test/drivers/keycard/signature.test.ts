import { secp256k1 } from '@noble/curves/secp256k1.js'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readTlvs } from '#drivers/iso7816/tlv.ts'
import { findPublicKey, readSignature, readTemplate } from '#drivers/keycard/signature.ts'
import { proveSigner } from '#src/payment/signature.ts'
import { fail, ok } from '#src/result.ts'
import { must } from '../../fakes/wires.ts'
import {
  ADDRESS,
  COMPACT_SIGN_ANSWER,
  DIGEST,
  PUBLIC_KEY,
  R,
  S,
  SELECT_ANSWER,
  SIGN_ANSWER,
} from '../../vectors/keycard.ts'

const sw = (status: number) => Uint8Array.of(status >> 8, status & 0xff)

test('reads both forms of the answer', () => {
  expect(readSignature(SIGN_ANSWER)).toEqual(ok({ signature: { r: R, s: S }, publicKey: PUBLIC_KEY }))
  expect(readSignature(COMPACT_SIGN_ANSWER)).toEqual(ok({ signature: { r: R, s: S }, publicKey: undefined }))
})

test('brings s into the lower half', () => {
  const upper = secp256k1.Point.CURVE().n - BigInt(`0x${Buffer.from(S).toString('hex')}`)
  const answer = COMPACT_SIGN_ANSWER.slice()
  answer.set(Buffer.from(upper.toString(16), 'hex'), 34)
  expect(readSignature(answer)).toMatchObject(ok({ signature: { r: R, s: S } }))
})

test('the vector’s signature is by the vector’s account', () => {
  expect(proveSigner(DIGEST, { r: R, s: S }, ADDRESS)).toMatchObject({ ok: true })
})

test('takes a SIGN without success for a refusal, and keeps the status word', () => {
  for (const status of [0x6f05, 0x6f00, 0x6d00, 0x6a81])
    expect(readSignature(sw(status))).toEqual(fail('CARD_REFUSED', `SW ${status.toString(16)}`))
})

test('refuses answers that are cut off anywhere', () => {
  for (let n = 0; n < SIGN_ANSWER.length - 2; n++) {
    const cut = Uint8Array.of(...SIGN_ANSWER.subarray(0, n), 0x90, 0x00)
    expect(readSignature(cut), `${n}`).toMatchObject(fail('CARD_ANSWER_INVALID'))
  }
  expect(readSignature(new Uint8Array())).toMatchObject(fail('CARD_ANSWER_INVALID'))
})

test('finds what is inside a template, and the key there', () => {
  const inside = must(readTemplate(SELECT_ANSWER.subarray(0, -2), 0xa4))
  expect(findPublicKey(inside)).toEqual(ok(PUBLIC_KEY))
  expect(readTemplate(SELECT_ANSWER.subarray(0, -2), 0xa0)).toMatchObject(fail('CARD_ANSWER_INVALID'))
  const compressed = must(readTlvs(Uint8Array.of(0x80, 33, ...PUBLIC_KEY.subarray(0, 33))))
  expect(findPublicKey(compressed)).toMatchObject(fail('CARD_ANSWER_INVALID'))
})

test('never throws', () => {
  const bytes = fc.uint8Array({ maxLength: 200 })
  const answer = fc.oneof(
    bytes,
    bytes.map((inside) => Uint8Array.of(0xa0, ...inside, 0x90, 0x00)),
    bytes.map((inside) => Uint8Array.of(0x80, 65, ...inside, 0x90, 0x00)),
  )
  fc.assert(fc.property(answer, (apdu) => typeof readSignature(apdu).ok === 'boolean'))
})
