import { expect, test } from 'vitest'
import { createField } from '#drivers/neo/field.ts'
import { createSession } from '#drivers/neo/session.ts'
import { fail, ok } from '#src/result.ts'
import { fakeClock } from '../../fakes/clock.ts'
import { ANSWERS, COMMANDS } from '../../vectors/neo.ts'
import { answersInTurn, answerTo, scriptedReader } from './scripted.ts'

const CARD = { kind: 'apdus', radio: 'A', uid: Uint8Array.of(0x04, 0xa1, 0xb2, 0xc3) }
const ANTENNA_SWITCHED = answerTo(0x28)

function start(...answers: readonly Uint8Array[]) {
  const clock = fakeClock()
  const reader = scriptedReader(answersInTurn(...answers))
  return { clock, reader, field: createField(createSession(reader.link, clock), clock) }
}

test('finds a card with one command', async () => {
  const { reader, field } = start(ANSWERS.typeA)
  expect(await field.look(500)).toEqual(ok(CARD))
  expect(reader.heard).toEqual([COMMANDS.pollHalfSecond])
})

test.each([
  ['time is up', ANSWERS.timeOut],
  ['no card is there', ANSWERS.noCard],
])('finds none when %s', async (_, answer) => {
  expect(await start(answer).field.look(500)).toEqual(ok({ kind: 'none' }))
})

test.each([
  ['a status that is no time-out', answerTo(0x2c, 0x0b)],
  ['no card type', ANSWERS.ok],
])('%s is the reader’s fault', async (_, answer) => {
  expect(await start(answer).field.look(500)).toMatchObject(fail('READER_FAULT'))
})

test('a card with a MIFARE side is activated anew for its other side, after its field was off', async () => {
  const { clock, reader, field } = start(
    answerTo(0x2c, 0x00, 0x07, 0x04, 0xa1, 0xb2, 0xc3),
    ANTENNA_SWITCHED,
    ANSWERS.typeA,
  )
  const found = field.look(500)
  await clock.advance(9)
  expect(reader.heard).toEqual([COMMANDS.pollHalfSecond, COMMANDS.antennaOff])
  await clock.advance(1)
  expect(await found).toEqual(ok(CARD))
  expect([...(reader.heard[2] ?? []).slice(10, 18)]).toEqual([0x2c, 0x0c, 0, 4, 0, 50, 0, 1])
})

test('the next look waits until every card has forgotten', async () => {
  const { clock, reader, field } = start(ANTENNA_SWITCHED, ANSWERS.typeA, ANSWERS.typeA)
  expect(await field.off()).toEqual(ok())
  const found = field.look(500)
  await clock.advance(9)
  expect(reader.heard).toEqual([COMMANDS.antennaOff])
  await clock.advance(1)
  expect(await found).toEqual(ok(CARD))
  // The one after that need not wait.
  expect(await field.look(500)).toEqual(ok(CARD))
})

test('a wire that is gone', async () => {
  const { reader, field } = start()
  await reader.unplug()
  expect(await field.off()).toEqual(fail('LINK_CLOSED'))
})
