import { expect, test } from 'vitest'
import { emulatePn532 } from '#drivers/emulator/pn532.ts'
import { createCardInField } from '#drivers/pn532/card-in-field.ts'
import { Code } from '#drivers/pn532/commands.ts'
import { ACK_FRAME } from '#drivers/pn532/frame.ts'
import { listing } from '#drivers/pn532/limits.ts'
import { createSession } from '#drivers/pn532/session.ts'
import { startUp } from '#drivers/pn532/start-up.ts'
import { listTargets } from '#drivers/pn532/target.ts'
import { fail, ok } from '#src/result.ts'
import { fakeClock } from '../../fakes/clock.ts'
import { memoryWire, must } from '../../fakes/wires.ts'
import { SELECT, SELECT_ANSWER, SIGN, SIGN_ANSWER } from '../../vectors/keycard.ts'
import { FRAMES } from '../../vectors/pn532.ts'
import { answersInTurn, answerTo, scriptedChip } from './scripted.ts'

const exchanged = (...parameters: readonly number[]) => answerTo(Code.inDataExchange, ...parameters)
const LONG = Uint8Array.from({ length: 700 }, (_, i) => i % 256)

/** Target 1, at a chip that gives these answers in turn. */
function hold(...answers: readonly Uint8Array[]) {
  const clock = fakeClock()
  const chip = scriptedChip(answersInTurn(...answers))
  const held = createCardInField(createSession(chip.link, clock), {
    number: 1,
    takesApdus: true,
    uid: undefined,
  })
  return { chip, clock, ...held }
}

test('exchanges APDUs with its own target', async () => {
  const { chip, card } = hold(FRAMES.exchangedSelect, FRAMES.exchangedSign)
  expect(await card.transmit(SELECT)).toEqual(ok(SELECT_ANSWER))
  expect(await card.transmit(SIGN)).toEqual(ok(SIGN_ANSWER))
  expect(chip.heard).toEqual([FRAMES.exchangeSelect, FRAMES.exchangeSign])
})

test.each([
  ['a time-out', FRAMES.exchangeTimedOut, 'CARD_LEFT_EARLY', 'status 01'],
  ['a released target', FRAMES.exchangeReleased, 'CARD_LEFT_EARLY', 'status 29'],
  ['an overheated chip', exchanged(0x0d), 'READER_FAULT', 'status 0d'],
  ['no status', exchanged(), 'READER_FAULT', 'exchange without status'],
] as const)('%s ends the exchange', async (_, answer, code, detail) => {
  expect(await hold(answer).card.transmit(SELECT)).toEqual(fail(code, detail))
})

test('an answer in parts is asked for to its end', async () => {
  const { chip, card } = hold(exchanged(0x40, 1, 2), exchanged(0x40, 3), exchanged(0x00, 0x90, 0x00))
  expect(await card.transmit(SELECT)).toEqual(ok(Uint8Array.of(1, 2, 3, 0x90, 0x00)))
  const more = Uint8Array.of(0xd4, 0x40, 0x01)
  expect(chip.heard.slice(1).map((frame) => frame.slice(5, -2))).toEqual([more, more])
})

test('an answer that breaks off between two parts is none', async () => {
  const { card } = hold(exchanged(0x40, 1, 2), FRAMES.exchangeTimedOut)
  expect(await card.transmit(SELECT)).toMatchObject(fail('CARD_LEFT_EARLY'))
})

test('the rest of a long APDU is kept back once a part of it failed', async () => {
  const { chip, card } = hold(FRAMES.exchangeTimedOut)
  expect(await card.transmit(LONG)).toMatchObject(fail('CARD_LEFT_EARLY'))
  expect(chip.heard).toHaveLength(1)
})

test('long APDUs go both ways in parts, and nothing comes between them', async () => {
  const clock = fakeClock()
  const { near, far } = await memoryWire()
  const chip = emulatePn532(far, { clock })
  const session = createSession(near, clock)
  must(await startUp(session))
  chip.place({ answer: (apdu) => apdu })
  must(await session.request(listTargets('A'), listing))

  const { card } = createCardInField(session, { number: 1, takesApdus: true, uid: undefined })
  const short = Uint8Array.of(1, 2, 3)
  expect(await Promise.all([card.transmit(LONG), card.transmit(short)])).toEqual([ok(LONG), ok(short)])
})

test('a card that does not come to an end is given three seconds, and is stopped', async () => {
  const { chip, clock, card } = hold()
  const answer = card.transmit(SELECT)
  await clock.advance(2_999)
  expect(chip.heard).toEqual([FRAMES.exchangeSelect])
  await clock.advance(1)
  expect(await answer).toEqual(fail('CARD_TIMEOUT'))
  expect(chip.heard).toEqual([FRAMES.exchangeSelect, ACK_FRAME])
})

test('is released once, and then is gone without a word to the chip', async () => {
  const { chip, card } = hold(FRAMES.released)
  await card.release()
  await card.release()
  expect(await card.transmit(SELECT)).toEqual(fail('CARD_LEFT_EARLY'))
  expect(chip.heard).toEqual([FRAMES.releaseAll])
})

test('is released even when the wire is gone', async () => {
  const { chip, card } = hold()
  await chip.unplug()
  await expect(card.release()).resolves.toBeUndefined()
})

test('a forgotten card finishes the exchange it is in, and begins no other', async () => {
  const { chip, clock, card, forget } = hold(FRAMES.exchangedSelect)
  const answers = Promise.all([card.transmit(SELECT), card.transmit(SIGN)])
  await Promise.resolve()
  forget()
  await clock.advance(0)
  expect(await answers).toEqual([ok(SELECT_ANSWER), fail('CARD_LEFT_EARLY')])
  expect(chip.heard).toEqual([FRAMES.exchangeSelect])
})
