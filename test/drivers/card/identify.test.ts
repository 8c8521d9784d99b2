import { expect, test } from 'vitest'
import { identify } from '#drivers/card/identify.ts'
import { emulateBankCard, emulatePhone } from '#drivers/emulator/bank-card.ts'
import { emulateForeignCard } from '#drivers/emulator/foreign-card.ts'
import { emulateTransitCard } from '#drivers/emulator/storage-card.ts'
import { fail, ok } from '#src/result.ts'
import { inField, leavingBefore, twisted } from './in-field.ts'

/** SELECT of "2PAY.SYS.DDF01", as every payment terminal sends it. */
const SELECT_DIRECTORY = Uint8Array.from(Buffer.from('00A404000E325041592E5359532E444446303100', 'hex'))
const GET_VERSION = Uint8Array.of(0x90, 0x60, 0, 0, 0)

test.each([
  ['a bank card', emulateBankCard(), 'CARD_BANK', [SELECT_DIRECTORY]],
  ['a phone', emulatePhone(), 'CARD_PHONE', [SELECT_DIRECTORY]],
  ['a transit card', emulateTransitCard(), 'CARD_TRANSIT', [SELECT_DIRECTORY, GET_VERSION]],
  ['a passport', emulateForeignCard(), 'CARD_NOT_SUPPORTED', [SELECT_DIRECTORY, GET_VERSION]],
] as const)('knows %s', async (_, card, kind, commands) => {
  const field = inField(card)
  expect(await identify(field)).toEqual(ok(kind))
  expect(field.heard).toEqual(commands)
})

test('only four bytes that begin with 08 are a random identifier', async () => {
  const kindOf = (...uid: number[]) => identify(inField(emulateBankCard(Uint8Array.from(uid))))
  expect(await kindOf(0x08, 1, 2, 3)).toEqual(ok('CARD_PHONE'))
  expect(await kindOf(0x08, 1, 2, 3, 4, 5, 6)).toEqual(ok('CARD_BANK'))
  expect(await kindOf(0x18, 1, 2, 3)).toEqual(ok('CARD_BANK'))
})

test('takes a phone for a bank card where the reader keeps the identifier to itself', async () => {
  expect(await identify({ ...inField(emulatePhone()), uid: undefined })).toEqual(ok('CARD_BANK'))
})

test('knows nothing of a card whose answers make no sense', async () => {
  const garbage = twisted(emulateBankCard(), () => Uint8Array.of(0x13))
  expect(await identify(inField(garbage))).toEqual(ok('CARD_NOT_SUPPORTED'))
})

test('a card that leaves meanwhile', async () => {
  for (const nth of [1, 2])
    expect(await identify(leavingBefore(nth, emulateTransitCard()))).toEqual(fail('CARD_LEFT_EARLY'))
})
