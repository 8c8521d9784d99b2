import { concatBytes, hexToBytes } from '@noble/hashes/utils.js'
import { expect, test } from 'vitest'
import { emulateForeignCard } from '#drivers/emulator/foreign-card.ts'
import {
  emulateType4,
  lastExternalRecord,
  type Type4Settings,
  urlRecord,
} from '#drivers/emulator/type4-tag.ts'
import { findExternalRecord } from '#drivers/ndef/type4.ts'
import { fail, ok } from '#src/result.ts'
import { inField, leavingBefore, twisted } from '../card/in-field.ts'

const TYPE = 'tapsyr.kz:cc'
const PAYLOAD = Uint8Array.from({ length: 125 }, (_, i) => i)
const URL = `https://eth.vrfy.ch/?v=01.C5&pk1=${'AB'.repeat(300)}`
const MESSAGE = concatBytes(urlRecord(URL, 'first'), lastExternalRecord(TYPE, PAYLOAD))
const tag = (change: Partial<Type4Settings> = {}) => emulateType4({ message: MESSAGE, ...change })
const heardIn = (field: { heard: Uint8Array[] }) =>
  field.heard.map((apdu) => Buffer.from(apdu).toString('hex'))

test('six commands of a Type 4 Tag, and the URL between is stepped over', async () => {
  const field = inField(tag())
  expect(await findExternalRecord(field, TYPE)).toEqual(ok(PAYLOAD))
  // The URL's record begins behind NLEN and has a head of 7 bytes and one for the kind of URI.
  const next = (2 + 7 + 1 + URL.length).toString(16).padStart(4, '0')
  expect(heardIn(field)).toEqual([
    ...['00a4040007d276000085010100', '00a4000c02e103', '00b000000f', '00a4000c02e104'],
    ...['00b0000020', `00b0${next}8c`],
  ])
})

test.each([
  ['gives little at once', { longestRead: 0x3b }, 8],
  ['chokes on more than 3B, as a reader’s firmware does', { chokesAbove: 0x3b }, 9],
])('a tag that %s', async (_, change, commands) => {
  const field = inField(tag(change))
  expect(await findExternalRecord(field, TYPE)).toEqual(ok(PAYLOAD))
  expect(field.heard).toHaveLength(commands)
})

test('in one read where it is the only record and short', async () => {
  // By the package ndef 0.2.0, as a message of its own.
  const field = inField(tag({ message: hexToBytes('d40c037461707379722e6b7a3a6363010203') }))
  expect(await findExternalRecord(field, TYPE)).toEqual(ok(Uint8Array.of(1, 2, 3)))
  expect(field.heard).toHaveLength(5)
})

test.each([
  ['a card without NDEF', emulateForeignCard()],
  ['a tag with its URL alone', tag({ message: urlRecord(URL, 'only') })],
  ['a record of another type', tag({ message: lastExternalRecord('tapsyr.kz:cd', PAYLOAD) })],
  ['an empty message', tag({ message: new Uint8Array() })],
  ['a message that says it is longer than its file', tag({ message: MESSAGE.subarray(0, -1) })],
  ['a container that is none', twisted(tag(), (apdu, answer) => (apdu[4] === 15 ? answer.slice(5) : answer))],
  ['no status word', twisted(tag(), () => new Uint8Array())],
])('%s has none', async (_, card) => {
  expect(await findExternalRecord(inField(card), TYPE)).toEqual(ok(undefined))
})

test('a file of heads that lead nowhere comes to an end', async () => {
  const field = inField(tag({ message: new Uint8Array(1500) }))
  expect(await findExternalRecord(field, TYPE)).toEqual(ok(undefined))
  // Four to come to the file, and one for each of the eight records that are looked at.
  expect(field.heard).toHaveLength(12)
})

test('a tag that leaves at any moment', async () => {
  for (const nth of [1, 2, 3, 4, 5, 6])
    expect(await findExternalRecord(leavingBefore(nth, tag()), TYPE)).toEqual(fail('CARD_LEFT_EARLY'))
})
