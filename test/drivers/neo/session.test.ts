import { expect, test } from 'vitest'
import { exchange, passThrough, ping, pollOnDemand } from '#drivers/neo/commands.ts'
import { exchanging, setting } from '#drivers/neo/limits.ts'
import { createSession } from '#drivers/neo/session.ts'
import type { Link } from '#src/device/link.ts'
import { fail, ok } from '#src/result.ts'
import { fakeClock } from '../../fakes/clock.ts'
import { SELECT, SELECT_ANSWER, SIGN, SIGN_ANSWER } from '../../vectors/keycard.ts'
import { ANSWERS, COMMANDS } from '../../vectors/neo.ts'
import { answersInTurn, answerTo, damaged, type ScriptedReader, scriptedReader, swapped } from './scripted.ts'

const answered = (data: Uint8Array = new Uint8Array()) => ok({ status: 0, data })

function open(reader: ScriptedReader, link: Link = reader.link) {
  const clock = fakeClock()
  const session = createSession(link, clock)
  return {
    clock,
    session,
    ping: () => session.request(ping(), setting),
    select: () => session.request(exchange(SELECT), exchanging),
    sign: () => session.request(exchange(SIGN), exchanging),
  }
}

test('asks one command at a time: the next waits for the answer', async () => {
  const reader = scriptedReader()
  const { clock, select, sign } = open(reader)
  const answers = Promise.all([select(), sign()])
  await clock.advance(10)
  expect(reader.heard).toEqual([COMMANDS.exchangeSelect])
  reader.say(ANSWERS.exchangedSelect)
  await clock.advance(10)
  expect(reader.heard).toEqual([COMMANDS.exchangeSelect, COMMANDS.exchangeSign])
  reader.say(ANSWERS.exchangedSign)
  expect(await answers).toEqual([answered(SELECT_ANSWER), answered(SIGN_ANSWER)])
})

test('understands an answer that comes byte by byte', async () => {
  const reader = scriptedReader(answersInTurn(ANSWERS.exchangedSelect), 1)
  expect(await open(reader).select()).toEqual(answered(SELECT_ANSWER))
})

test('remembers the order of the CRC that a command was taken in, and asks anew for another command', async () => {
  const reader = scriptedReader(({ command, orders }) => {
    // A firmware that wants every CRC high byte first.
    const right = orders.includes('high-first')
    return [answerTo(command, right ? 0x00 : 0x04)]
  })
  const { session, ping: say } = open(reader)
  expect(await say()).toEqual(answered())
  expect(await say()).toEqual(answered())
  expect(reader.heard).toEqual([COMMANDS.ping, swapped(COMMANDS.ping), swapped(COMMANDS.ping)])
  await session.request(pollOnDemand(), setting)
  await session.request(passThrough(true), setting)
  expect(reader.heard.slice(3)).toEqual([
    COMMANDS.pollOnDemand,
    swapped(COMMANDS.pollOnDemand),
    COMMANDS.passThroughOn,
  ])
})

test('the late answer to an exchange is not taken for the next one’s', async () => {
  const reader = scriptedReader(({ command }) => (command === 0x18 ? [ANSWERS.ping] : []))
  const { clock, select, sign } = open(reader)
  const late = select()
  await clock.advance(3_000)
  expect(await late).toMatchObject(fail('CARD_TIMEOUT'))

  const next = sign()
  // The reader is done with SELECT now, and only then hears what came after it.
  reader.say(ANSWERS.exchangedSelect)
  await clock.advance(1)
  expect(reader.heard).toEqual([COMMANDS.exchangeSelect, COMMANDS.ping, COMMANDS.exchangeSign])
  reader.say(ANSWERS.exchangedSign)
  expect(await next).toEqual(answered(SIGN_ANSWER))
})

test('two doubts behind each other are cleared up with two different probes', async () => {
  const reader = scriptedReader(({ command }) => {
    if (command === 0x18) return [ANSWERS.ping]
    return command === 0x29 ? [ANSWERS.version] : [damaged(ANSWERS.exchangedSelect)]
  })
  const { select } = open(reader)
  for (let turn = 0; turn < 3; turn++) expect(await select()).toMatchObject(fail('READER_FAULT'))
  expect(reader.heard).toEqual([
    COMMANDS.exchangeSelect,
    COMMANDS.ping,
    COMMANDS.exchangeSelect,
    COMMANDS.getVersion,
    COMMANDS.exchangeSelect,
  ])
})

test('a reader that answers no probe is silent, and is asked nothing else', async () => {
  const reader = scriptedReader()
  const { clock, select, sign } = open(reader)
  const answers = Promise.all([select(), sign()])
  await clock.advance(10_000)
  expect(await answers).toMatchObject([fail('CARD_TIMEOUT'), fail('READER_SILENT')])
  expect(reader.heard).toEqual([COMMANDS.exchangeSelect, COMMANDS.ping])
})

test('the beginning of an answer that broke off does not swallow the next answer', async () => {
  const reader = scriptedReader(({ command }) => (command === 0x18 ? [ANSWERS.ping] : []))
  const { clock, select, ping: say } = open(reader)
  const broken = select()
  await clock.advance(1)
  reader.say(ANSWERS.exchangedSelect.subarray(0, 40))
  await clock.advance(3_000)
  expect(await broken).toMatchObject(fail('CARD_TIMEOUT'))
  expect(await say()).toEqual(answered())
})

test('what the reader says of its own accord is nobody’s answer', async () => {
  const reader = scriptedReader(answersInTurn(ANSWERS.ping))
  const { ping: say } = open(reader)
  // F1-00, the wake-up notice, and an answer to a command of somebody else.
  reader.say(answerTo(0xf1), ANSWERS.lightSensor)
  expect(await say()).toEqual(answered())
})

test('a wire that is pulled out ends the running command and all after it', async () => {
  const reader = scriptedReader()
  const { clock, select, sign, ping: say } = open(reader)
  const answers = Promise.all([select(), sign()])
  await clock.advance(10)
  await reader.unplug()
  expect(await answers).toEqual([fail('LINK_CLOSED'), fail('LINK_CLOSED')])
  expect(await say()).toEqual(fail('LINK_CLOSED'))
  expect(reader.heard).toEqual([COMMANDS.exchangeSelect])
})

test('a write that fails ends its command with the wire’s own words', async () => {
  const reader = scriptedReader()
  const broken: Link = { ...reader.link, write: async () => fail('LINK_CLOSED', 'EIO') }
  expect(await open(reader, broken).ping()).toEqual(fail('LINK_CLOSED', 'EIO'))
})

test('is closed with its wire', async () => {
  const reader = scriptedReader()
  const { session, ping: say } = open(reader)
  await session.close()
  expect(await say()).toEqual(fail('LINK_CLOSED'))
})
