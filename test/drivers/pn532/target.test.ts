import { expect, test } from 'vitest'
import { encodeFrame, TO_CHIP } from '#drivers/pn532/frame.ts'
import { listTargets, readTarget } from '#drivers/pn532/target.ts'
import { FRAMES } from '../../vectors/pn532.ts'

test('asks for both types', () => {
  expect(encodeFrame(Uint8Array.of(TO_CHIP, ...listTargets('A')))).toEqual(FRAMES.listTwoA)
  expect(encodeFrame(Uint8Array.of(TO_CHIP, ...listTargets('B')))).toEqual(FRAMES.listTwoB)
})

const phone = FRAMES.listedPhone.slice(7, -2)

test('reads a target that takes APDUs', () => {
  expect(readTarget(phone, 'A')).toEqual({
    number: 1,
    takesApdus: true,
    uid: Uint8Array.of(0x08, 0x23, 0x5a, 0x4d),
  })
})

test('reads a tag that does not', () => {
  // A MIFARE Ultralight: SEL_RES 00, seven bytes of UID.
  const tag = Uint8Array.of(1, 1, 0x00, 0x44, 0x00, 0x07, 4, 1, 2, 3, 4, 5, 6)
  expect(readTarget(tag, 'A')).toEqual({
    number: 1,
    takesApdus: false,
    uid: Uint8Array.of(4, 1, 2, 3, 4, 5, 6),
  })
})

test('reads a type B target', () => {
  const card = Uint8Array.of(1, 1, 0x50, ...new Uint8Array(11), 1, 0)
  expect(readTarget(card, 'B')).toEqual({ number: 1, takesApdus: true, uid: undefined })
  expect(readTarget(card.slice(0, 8), 'B')).toBeUndefined()
})

test('reads an empty field', () => {
  expect(readTarget(FRAMES.listedNone.slice(7, -2), 'A')).toBe('none')
})

test('tells several cards from one', () => {
  expect(readTarget(FRAMES.listedTwo.slice(7, -2), 'A')).toBe('several')
})

test('refuses what is cut off', () => {
  expect(readTarget(new Uint8Array(), 'A')).toBeUndefined()
  expect(readTarget(phone.slice(0, 8), 'A')).toBeUndefined()
})
