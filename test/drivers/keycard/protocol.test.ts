import fc from 'fast-check'
import { expect, test } from 'vitest'
import { emulateKeycardCash } from '#drivers/emulator/keycard-cash.ts'
import { readSelectCash, selectCashCommand } from '#drivers/keycard/protocol.ts'
import { fail, ok } from '#src/result.ts'
import { PRIVATE_KEY, PUBLIC_KEY, SELECT, SELECT_ANSWER } from '../../vectors/keycard.ts'

const sw = (status: number) => Uint8Array.of(status >> 8, status & 0xff)

test('makes the command', () => {
  expect(selectCashCommand()).toEqual(SELECT)
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

test('takes a SELECT without success for another card', () => {
  for (const status of [0x6a82, 0x6d00, 0x6f00, 0x6999])
    expect(readSelectCash(sw(status))).toMatchObject(fail('CARD_NOT_SUPPORTED'))
})

test('refuses answers that are cut off anywhere', () => {
  for (let n = 0; n < SELECT_ANSWER.length - 2; n++) {
    const cut = Uint8Array.of(...SELECT_ANSWER.subarray(0, n), 0x90, 0x00)
    // The public data may be missing; nothing else may.
    expect(readSelectCash(cut), `${n}`).toMatchObject(fail('CARD_ANSWER_INVALID'))
  }
  expect(readSelectCash(Uint8Array.of(0x90))).toMatchObject(fail('CARD_ANSWER_INVALID'))
})

test('never throws', () => {
  const bytes = fc.uint8Array({ maxLength: 200 })
  const answer = fc.oneof(
    bytes,
    bytes.map((inside) => Uint8Array.of(0xa4, inside.length, ...inside, 0x90, 0x00)),
  )
  fc.assert(fc.property(answer, (apdu) => typeof readSelectCash(apdu).ok === 'boolean'))
})
