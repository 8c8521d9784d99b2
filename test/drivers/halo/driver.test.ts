import { expect, test } from 'vitest'
import { emulateForeignCard } from '#drivers/emulator/foreign-card.ts'
import { emulateHalo, type HaloSettings } from '#drivers/emulator/halo.ts'
import { selectHalo } from '#drivers/halo/driver.ts'
import { HALO_AIDS } from '#drivers/halo/protocol.ts'
import { fail, ok } from '#src/result.ts'
import { must } from '../../fakes/wires.ts'
import { GET_KEYS, SELECT, SELECT_OLDER } from '../../vectors/halo.ts'
import { DIGEST, PRIVATE_KEY, PUBLIC_KEY, R, S } from '../../vectors/keycard.ts'
import { inField, leavingBefore, twisted } from '../card/in-field.ts'

// Tags with the private key of Keycard's vector: the same signature, whose s they turn upwards.

const SECOND_KEY = Uint8Array.of(...new Uint8Array(31), 2)
const tag = (settings: Partial<HaloSettings> = {}) =>
  emulateHalo({ keys: [PRIVATE_KEY, SECOND_KEY], ...settings })
const isCommand = (code: number) => (apdu: Uint8Array) => apdu[0] === 0xb0 && apdu[5] === code
const isFetchSign = isCommand(0x06)
const isOldSign = isCommand(0x01)
const command = (...payload: number[]) => Uint8Array.of(0xb0, 0x51, 0, 0, payload.length, ...payload, 0)

test('a payment is three commands: SELECT, the keys, the signature', async () => {
  const field = inField(tag())
  const card = must(await selectHalo(field))
  expect(card).toMatchObject({ application: 'halo', publicKey: PUBLIC_KEY })
  expect(await card.sign(DIGEST)).toEqual(ok({ r: R, s: S }))
  expect(field.heard).toEqual([SELECT, GET_KEYS, command(0x06, 0x01, ...DIGEST)])
})

test('a tag with the older name only', async () => {
  const field = inField(tag({ names: HALO_AIDS.slice(1) }))
  expect(must(await selectHalo(field)).publicKey).toEqual(PUBLIC_KEY)
  expect(field.heard).toEqual([SELECT, SELECT_OLDER, GET_KEYS])
})

test('a tag of the first generation is asked in its own way', async () => {
  const field = inField(tag({ core: 'C1' }))
  const card = must(await selectHalo(field))
  expect(await card.sign(DIGEST)).toEqual(ok({ r: R, s: S }))
  expect(field.heard.slice(3)).toEqual([command(0x06, 0x01, ...DIGEST), command(0x01, 0x01, ...DIGEST)])
})

test('a card of somebody else', async () => {
  expect(await selectHalo(inField(emulateForeignCard()))).toEqual(fail('CARD_NOT_SUPPORTED', 'SW 6a82'))
})

test('a tag that will not sign', async () => {
  for (const core of ['C1', 'C5'] as const) {
    const card = must(await selectHalo(inField(tag({ core, refuses: 0x0c }))))
    expect(await card.sign(DIGEST)).toEqual(fail('CARD_REFUSED', 'tag error E1 0c'))
  }
})

test('a tag that wants a password for its first key', async () => {
  const card = must(await selectHalo(inField(tag({ passwords: new Map([[1, 'abc123']]) }))))
  expect(await card.sign(DIGEST)).toEqual(fail('CARD_REFUSED', 'tag error E1 0d'))
})

test('a tag that signs with another key than it showed', async () => {
  const other = tag({ keys: [SECOND_KEY, PRIVATE_KEY] })
  other.answer(SELECT)
  const card = must(
    await selectHalo(
      inField(twisted(tag(), (apdu, answer) => (isFetchSign(apdu) ? other.answer(apdu) : answer))),
    ),
  )
  expect(await card.sign(DIGEST)).toEqual(
    fail('CARD_ANSWER_INVALID', 'signed with another key than the card showed'),
  )
})

test('answers that are cut off', async () => {
  const cut = (isIt: (apdu: Uint8Array) => boolean, settings: Partial<HaloSettings> = {}) =>
    inField(twisted(tag(settings), (apdu, answer) => (isIt(apdu) ? answer.slice(0, 40) : answer)))
  const invalid = fail('CARD_ANSWER_INVALID')
  expect(await selectHalo(cut(isCommand(0x02)))).toMatchObject(invalid)
  expect(await must(await selectHalo(cut(isFetchSign))).sign(DIGEST)).toMatchObject(invalid)
  expect(await must(await selectHalo(cut(isOldSign, { core: 'C1' }))).sign(DIGEST)).toMatchObject(invalid)
  const nothing = twisted(tag(), () => new Uint8Array())
  expect(await selectHalo(inField(nothing))).toEqual(fail('CARD_ANSWER_INVALID', 'no status word'))
})

test('a tag that leaves at any moment', async () => {
  const old = tag({ core: 'C1' })
  for (const nth of [1, 2, 3])
    expect(await selectHalo(leavingBefore(nth, old))).toEqual(fail('CARD_LEFT_EARLY'))
  for (const nth of [4, 5]) {
    const card = must(await selectHalo(leavingBefore(nth, old)))
    expect(await card.sign(DIGEST)).toEqual(fail('CARD_LEFT_EARLY'))
  }
})
