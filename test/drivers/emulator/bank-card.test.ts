import { expect, test } from 'vitest'
import { emulateBankCard, emulatePhone } from '#drivers/emulator/bank-card.ts'
import { findTag, readTlvs } from '#drivers/iso7816/tlv.ts'
import { must } from '../../fakes/wires.ts'
import { SELECT } from '../../vectors/keycard.ts'

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex').toUpperCase()
const select = (name: Uint8Array) => Uint8Array.of(0, 0xa4, 4, 0, name.length, ...name, 0)
const DIRECTORY = select(new TextEncoder().encode('2PAY.SYS.DDF01'))
const inside = (data: Uint8Array, tag: number) => must(findTag(must(readTlvs(data)), tag))

test('lists its application in the directory, in the form that EMV lays down', () => {
  const answer = emulateBankCard().answer(DIRECTORY)
  expect(answer.slice(-2)).toEqual(Uint8Array.of(0x90, 0x00))
  const info = inside(answer.slice(0, -2), 0x6f)
  expect(Buffer.from(inside(info, 0x84)).toString()).toBe('2PAY.SYS.DDF01')
  const entry = `4F07A0000000041010500A${Buffer.from('MASTERCARD').toString('hex')}870101`.toUpperCase()
  expect(hex(inside(info, 0xa5))).toBe(`BF0C1A6118${entry}`)
})

test('lets that application be selected, and no other', () => {
  const card = emulateBankCard()
  const mastercard = Uint8Array.of(0xa0, 0, 0, 0, 0x04, 0x10, 0x10)
  const answer = card.answer(select(mastercard))
  expect(inside(inside(answer.slice(0, -2), 0x6f), 0x84)).toEqual(mastercard)
  expect(hex(card.answer(SELECT))).toBe('6A82')
  expect(hex(card.answer(Uint8Array.of(0x80, 0xc0, 0, 0, 0)))).toBe('6D00')
})

test('a phone says the same under a random identifier', () => {
  const phone = emulatePhone()
  expect(phone.answer(DIRECTORY)).toEqual(emulateBankCard().answer(DIRECTORY))
  expect(phone.uid).toHaveLength(4)
  expect(phone.uid?.[0]).toBe(0x08)
  expect(emulateBankCard().uid?.[0]).not.toBe(0x08)
})
