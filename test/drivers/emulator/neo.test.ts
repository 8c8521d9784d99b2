import { expect, test } from 'vitest'
import { emulateKeycardCash } from '#drivers/emulator/keycard-cash.ts'
import { type EmulatedNeoSettings, emulateNeo } from '#drivers/emulator/neo.ts'
import { memoryReportLinks } from '#drivers/link/memory-reports.ts'
import { encodeMessage, HEADER } from '#drivers/neo/message.ts'
import { neoOverHid } from '#drivers/neo/over-hid.ts'
import { fakeClock } from '../../fakes/clock.ts'
import { memoryWire } from '../../fakes/wires.ts'
import { PRIVATE_KEY } from '../../vectors/keycard.ts'
import { ANSWERS, COMMANDS } from '../../vectors/neo.ts'
import { answerTo, swapped } from '../neo/scripted.ts'

const CARD_UID = Uint8Array.of(0x04, 0xa1, 0xb2, 0xc3)
const keycard = () => ({ ...emulateKeycardCash({ privateKey: PRIVATE_KEY }), uid: CARD_UID })

async function start(settings: Partial<EmulatedNeoSettings> = {}) {
  const clock = fakeClock()
  const { near, far } = await memoryWire()
  const neo = emulateNeo(far, { clock, ...settings })
  let heard: Uint8Array[] = []
  near.onData((bytes) => heard.push(bytes))
  /** Says something, lets time pass, and gives the reader's writes since. */
  const say = async (bytes: Uint8Array, ms = 0) => {
    heard = []
    await near.write(bytes)
    await clock.advance(ms)
    return heard
  }
  return { neo, clock, say, heard: () => heard }
}

/** A reader in pass-through mode. */
async function ready(settings: Partial<EmulatedNeoSettings> = {}) {
  const started = await start(settings)
  expect(await started.say(COMMANDS.pollOnDemand)).toEqual([ANSWERS.pollMode])
  expect(await started.say(COMMANDS.passThroughOn)).toEqual([ANSWERS.ok])
  return started
}

test.each([
  ['ping', COMMANDS.ping, ANSWERS.ping],
  ['the firmware’s version', COMMANDS.getVersion, ANSWERS.version],
  ['the product type', COMMANDS.productType, ANSWERS.productType],
  ['the serial number', COMMANDS.serialNumber, ANSWERS.serialNumber],
])('answers %s', async (_, command, answer) => {
  const { say } = await start()
  expect(await say(command)).toEqual([answer])
})

test('knows no other commands, and no other sub-commands', async () => {
  const { say } = await start()
  expect(await say(COMMANDS.lightSensor)).toEqual([answerTo(0x83, 0x02)])
  expect(await say(COMMANDS.command2c70)).toEqual([answerTo(0x2c, 0x03)])
  const other = encodeMessage({ command: 0x18, second: 0x7f, data: new Uint8Array() }, 'low-first')
  expect(await say(other)).toEqual([answerTo(0x18, 0x03)])
})

test.each([
  ['an ordinary command', COMMANDS.ping],
  ['a pass-through command', COMMANDS.passThroughOff],
])('refuses the CRC of %s the wrong way round, unless it is lenient', async (_, command) => {
  const strict = await start()
  const code = command[10] ?? 0
  expect(await strict.say(swapped(command))).toEqual([answerTo(code, 0x04)])
  const lenient = await start({ crc: 'lenient' })
  expect(await lenient.say(swapped(command))).toEqual([answerTo(code)])
})

test('refuses a damaged command', async () => {
  const { say } = await ready()
  const damaged = COMMANDS.exchangeSelect.map((byte, i) => (i === 20 ? byte ^ 1 : byte))
  expect(await say(damaged)).toEqual([ANSWERS.badCrc])
})

test('passes nothing through before it is told to, and not while it polls by itself', async () => {
  const { say } = await start()
  const notAllowed = answerTo(0x2c, 0x0b)
  expect(await say(COMMANDS.passThroughOn)).toEqual([notAllowed])
  expect(await say(COMMANDS.pollHalfSecond)).toEqual([notAllowed])
  expect(await say(COMMANDS.exchangeSelect)).toEqual([notAllowed])
  expect(await say(COMMANDS.antennaOn)).toEqual([answerTo(0x28, 0x0b)])
})

test('polls for as long as it was told, and finds a card that comes meanwhile', async () => {
  const { say, neo, clock, heard } = await ready()
  expect(await say(COMMANDS.pollTwoSeconds, 1_999)).toEqual([])
  expect(neo.isAntennaOn).toBe(true)
  await clock.advance(1)
  expect(heard()).toEqual([ANSWERS.timeOut])
  expect(await say(COMMANDS.pollOneSecond, 999)).toEqual([])
  neo.place(keycard())
  await clock.advance(0)
  expect(heard()).toEqual([ANSWERS.typeA])
})

test('does not poll for no time at all', async () => {
  const { say } = await ready()
  const forNoTime = encodeMessage({ command: 0x2c, second: 0x02, data: Uint8Array.of(0, 0) }, 'high-first')
  expect(await say(forNoTime)).toEqual([answerTo(0x2c, 0x05)])
})

test('plays the whole tap of the vectors', async () => {
  const { say, neo } = await ready()
  neo.place(keycard())
  expect(await say(COMMANDS.pollHalfSecond)).toEqual([ANSWERS.typeA])
  expect(await say(COMMANDS.exchangeSelect)).toEqual([ANSWERS.exchangedSelect])
  expect(await say(COMMANDS.exchangeSign)).toEqual([ANSWERS.exchangedSign])
})

test('plays it over USB too, in the reports of the vectors', async () => {
  const clock = fakeClock()
  const [near, far] = memoryReportLinks()
  const neo = emulateNeo(neoOverHid(far), { clock })
  neo.place(keycard())
  const host = neoOverHid(near)
  const ids: (number | undefined)[] = []
  near.onReport(([id]) => ids.push(id))
  for (const command of [COMMANDS.pollOnDemand, COMMANDS.passThroughOn, COMMANDS.pollHalfSecond]) {
    await host.write(command)
    await clock.advance(0)
  }
  const answer = new Promise<Uint8Array>((resolve) => host.onData(resolve))
  await host.write(COMMANDS.exchangeSelect)
  expect(await answer).toEqual(ANSWERS.exchangedSelect)
  const signed = new Promise<Uint8Array>((resolve) => host.onData(resolve))
  await host.write(COMMANDS.exchangeSign)
  expect(await signed).toEqual(ANSWERS.exchangedSign)
  expect(ids).toEqual([1, 1, 1, 2, 4, 2, 3, 4])
})

test('a card in use answers no other poll until its field was off', async () => {
  const { say, neo } = await ready()
  neo.place(keycard())
  await say(COMMANDS.pollHalfSecond)
  expect(await say(COMMANDS.pollHalfSecond, 500)).toEqual([ANSWERS.timeOut])
  expect(await say(COMMANDS.antennaOff)).toEqual([answerTo(0x28)])
  expect(await say(COMMANDS.pollHalfSecond)).toEqual([ANSWERS.typeA])
})

test('exchanges nothing without a card that was polled', async () => {
  const { say, neo } = await ready()
  neo.place(keycard())
  expect(await say(COMMANDS.exchangeSelect)).toEqual([answerTo(0x2c, 0x0a)])
})

test('fails when the card goes in the middle, and waits in vain for one that is gone', async () => {
  const { say, neo, clock, heard } = await ready({ cardMs: () => 100 })
  neo.place(keycard())
  await say(COMMANDS.pollHalfSecond)
  expect(await say(COMMANDS.exchangeSelect, 50)).toEqual([])
  neo.remove()
  await clock.advance(0)
  expect(heard()).toEqual([answerTo(0x2c, 0x0a)])
  neo.place(keycard())
  expect(await say(COMMANDS.exchangeSelect)).toEqual([answerTo(0x2c, 0x08)])
})

test.each([
  ['a MIFARE card', { iso14443_4: false }, 0x03],
  ['a type B card', { type: 'B' }, 0x02],
  ['a type B card without APDUs', { type: 'B', iso14443_4: false }, 0x06],
] as const)('shows %s by its type', async (_, kind, type) => {
  const { say, neo } = await ready()
  neo.place({ ...keycard(), ...kind })
  expect(await say(COMMANDS.pollHalfSecond)).toEqual([answerTo(0x2c, 0x00, type, ...CARD_UID)])
})

test('opens the MIFARE side of a card that has one, unless it is told not to', async () => {
  const { say, neo } = await ready({ opensMifare: () => true })
  neo.place(keycard())
  expect(await say(COMMANDS.pollHalfSecond)).toEqual([answerTo(0x2c, 0x00, 0x07, ...CARD_UID)])
  expect(await say(COMMANDS.exchangeSelect)).toEqual([answerTo(0x2c, 0x0a)])
  await say(COMMANDS.antennaOff)
  const forced = encodeMessage(
    { command: 0x2c, second: 0x0c, data: Uint8Array.of(0, 50, 0, 1) },
    'high-first',
  )
  expect(await say(forced)).toEqual([ANSWERS.typeA])
  expect(await say(COMMANDS.exchangeSelect)).toEqual([ANSWERS.exchangedSelect])
})

test('shows one of two cards, and no sign of the other', async () => {
  const { say, neo } = await ready()
  neo.place(keycard())
  neo.add({ ...keycard(), uid: Uint8Array.of(9, 9, 9, 9) })
  expect(await say(COMMANDS.pollHalfSecond)).toEqual([ANSWERS.typeA])
})

test('carries out one command after the other, whatever comes meanwhile', async () => {
  const { say, clock, heard } = await ready()
  expect(await say(Uint8Array.of(...COMMANDS.pollHalfSecond, ...COMMANDS.ping), 499)).toEqual([])
  await clock.advance(1)
  expect(heard()).toEqual([ANSWERS.timeOut, ANSWERS.ping])
})

test('passes over noise, and is silent when told to', async () => {
  const { say, neo } = await start()
  expect(await say(Uint8Array.of(0x00, ...HEADER.subarray(0, 4), ...COMMANDS.ping))).toEqual([ANSWERS.ping])
  neo.faults.setSilent(true)
  expect(await say(COMMANDS.ping)).toEqual([])
})
