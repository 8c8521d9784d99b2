import { expect, test } from 'vitest'
import { createCardInField } from '#drivers/neo/card-in-field.ts'
import { createField } from '#drivers/neo/field.ts'
import { createSession } from '#drivers/neo/session.ts'
import { fail, ok } from '#src/result.ts'
import { fakeClock } from '../../fakes/clock.ts'
import { SELECT, SELECT_ANSWER, SIGN, SIGN_ANSWER } from '../../vectors/keycard.ts'
import { ANSWERS, COMMANDS } from '../../vectors/neo.ts'
import { answersInTurn, answerTo, scriptedReader } from './scripted.ts'

const UID = Uint8Array.of(1, 2, 3, 4)
const status = (code: number) => answerTo(0x2c, code)

/** An activated card, at a reader that gives these answers in turn. */
function hold(...answers: readonly Uint8Array[]) {
  const clock = fakeClock()
  const reader = scriptedReader(answersInTurn(...answers))
  const session = createSession(reader.link, clock)
  const held = createCardInField({ session, field: createField(session, clock), uid: UID })
  return { reader, clock, ...held }
}

test('plays the tap of the vectors', async () => {
  const { reader, card } = hold(ANSWERS.exchangedSelect, ANSWERS.exchangedSign)
  expect(card.uid).toEqual(UID)
  expect(await Promise.all([card.transmit(SELECT), card.transmit(SIGN)])).toEqual([
    ok(SELECT_ANSWER),
    ok(SIGN_ANSWER),
  ])
  expect(reader.heard).toEqual([COMMANDS.exchangeSelect, COMMANDS.exchangeSign])
})

test.each([
  ['time-out', 0x08, 'CARD_LEFT_EARLY', 'status 08'],
  ['failed', 0x0a, 'CARD_LEFT_EARLY', 'status 0a'],
  ['data withheld', 0x06, 'READER_FAULT', 'status 06'],
  ['bad parameter', 0x05, 'READER_FAULT', 'status 05'],
  ['not allowed', 0x0b, 'READER_FAULT', 'status 0b'],
] as const)('%s', async (_, code, fault, detail) => {
  expect(await hold(status(code)).card.transmit(SELECT)).toEqual(fail(fault, detail))
})

test('a card that does not come to an end is given three seconds', async () => {
  const { clock, reader, card } = hold()
  const answer = card.transmit(SELECT)
  await clock.advance(3_000)
  expect(await answer).toMatchObject(fail('CARD_TIMEOUT'))
  // What was said to a card is not said twice.
  expect(reader.heard).toEqual([COMMANDS.exchangeSelect])
})

test('an APDU that no message holds is not sent', async () => {
  const { reader, card } = hold()
  expect(await card.transmit(new Uint8Array(1_485))).toMatchObject(fail('READER_FAULT'))
  expect(reader.heard).toEqual([])
})

test('is released once by taking its field away, and then is gone without a word to the reader', async () => {
  const { reader, card } = hold(answerTo(0x28))
  await card.release()
  await card.release()
  expect(await card.transmit(SELECT)).toEqual(fail('CARD_LEFT_EARLY'))
  expect(reader.heard).toEqual([COMMANDS.antennaOff])
})

test('is released even when the wire is gone', async () => {
  const { reader, card } = hold()
  await reader.unplug()
  await expect(card.release()).resolves.toBeUndefined()
})

test('a forgotten card finishes the exchange it is in, and begins no other', async () => {
  const { reader, clock, card, forget } = hold(ANSWERS.exchangedSelect)
  const answers = Promise.all([card.transmit(SELECT), card.transmit(SIGN)])
  await Promise.resolve()
  forget()
  await clock.advance(0)
  expect(await answers).toEqual([ok(SELECT_ANSWER), fail('CARD_LEFT_EARLY')])
  expect(reader.heard).toEqual([COMMANDS.exchangeSelect])
})
