import { expect, test } from 'vitest'
import { emulateForeignCard } from '#drivers/emulator/foreign-card.ts'
import { emulateKeycardCash } from '#drivers/emulator/keycard-cash.ts'
import { DIGEST, PRIVATE_KEY, SELECT, SELECT_ANSWER, SIGN, SIGN_ANSWER } from '../../vectors/keycard.ts'

const UNKNOWN = Uint8Array.of(0x80, 0xee, 0, 0, 0)
const sw = (status: number) => Uint8Array.of(status >> 8, status & 0xff)

test('answers byte for byte as the vector', () => {
  const card = emulateKeycardCash({ privateKey: PRIVATE_KEY })
  expect(card.answer(SELECT)).toEqual(SELECT_ANSWER)
  expect(card.answer(SIGN)).toEqual(SIGN_ANSWER)
})

test('answers a SELECT without Le the same', () => {
  expect(emulateKeycardCash({ privateKey: PRIVATE_KEY }).answer(SELECT.slice(0, -1))).toEqual(SELECT_ANSWER)
})

test('signs the 32 bytes behind the header, whatever the length byte says', () => {
  const card = emulateKeycardCash({ privateKey: PRIVATE_KEY })
  card.answer(SELECT)
  expect(card.answer(Uint8Array.of(0x80, 0xc0, 0, 1, 0xff, ...DIGEST, 0))).toEqual(SIGN_ANSWER)
})

test('signs nothing before it is selected, nor after the field went down', () => {
  const card = emulateKeycardCash({ privateKey: PRIVATE_KEY })
  expect(card.answer(SIGN)).toEqual(sw(0x6d00))
  card.answer(SELECT)
  card.activate?.()
  expect(card.answer(SIGN)).toEqual(sw(0x6d00))
})

test('refuses unknown instructions as its version does', () => {
  for (const [version, status] of [
    [{ major: 3, minor: 2 }, 0x6f00],
    [{ major: 4, minor: 0 }, 0x6d00],
  ] as const) {
    const card = emulateKeycardCash({ privateKey: PRIVATE_KEY, version })
    card.answer(SELECT)
    expect(card.answer(UNKNOWN)).toEqual(sw(status))
  }
})

test('refuses other algorithms from 4.0 on', () => {
  const card = emulateKeycardCash({ privateKey: PRIVATE_KEY, version: { major: 4, minor: 0 } })
  card.answer(SELECT)
  expect(card.answer(SIGN.map((byte, i) => (i === 3 ? 1 : byte)))).toEqual(sw(0x6a81))
})

test('refuses to sign when told to', () => {
  const card = emulateKeycardCash({ privateKey: PRIVATE_KEY, refuses: 5 })
  card.answer(SELECT)
  expect(card.answer(SIGN)).toEqual(sw(0x6f05))
})

test('has no other application', () => {
  const card = emulateKeycardCash({ privateKey: PRIVATE_KEY })
  expect(card.answer(SELECT.map((byte, i) => (i === 13 ? 9 : byte)))).toEqual(sw(0x6a82))
})

test('a card of somebody else knows its own application only', () => {
  const aid = Uint8Array.of(1, 2, 3)
  const card = emulateForeignCard(aid)
  expect(card.answer(SELECT)).toEqual(sw(0x6a82))
  expect(card.answer(Uint8Array.of(0, 0xa4, 4, 0, 3, ...aid)).slice(-2)).toEqual(sw(0x9000))
  expect(card.answer(UNKNOWN)).toEqual(sw(0x6d00))
})
