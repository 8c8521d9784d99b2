import { expect, test } from 'vitest'
import { emulateKeycardCash } from '#drivers/emulator/keycard-cash.ts'
import { type EmulatedPn532Settings, emulatePn532 } from '#drivers/emulator/pn532.ts'
import { WAKE_UP } from '#drivers/pn532/commands.ts'
import { ACK_FRAME, ERROR_FRAME, encodeFrame, NACK_FRAME, TO_CHIP } from '#drivers/pn532/frame.ts'
import { fakeClock } from '../../fakes/clock.ts'
import { memoryWire } from '../../fakes/wires.ts'
import { PRIVATE_KEY } from '../../vectors/keycard.ts'
import { FRAMES } from '../../vectors/pn532.ts'

const keycard = () => emulateKeycardCash({ privateKey: PRIVATE_KEY })

async function start(settings: Partial<EmulatedPn532Settings> = {}) {
  const clock = fakeClock()
  const { near, far } = await memoryWire()
  const chip = emulatePn532(far, { clock, ...settings })
  let heard: Uint8Array[] = []
  near.onData((bytes) => heard.push(bytes))
  /** Says something, lets time pass, and gives the chip's writes since. */
  const say = async (bytes: Uint8Array, ms = 0) => {
    heard = []
    await near.write(bytes)
    await clock.advance(ms)
    return heard
  }
  return { chip, clock, say, heard: () => heard }
}

async function awake(settings: Partial<EmulatedPn532Settings> = {}) {
  const started = await start(settings)
  await started.say(Uint8Array.of(...WAKE_UP, ...FRAMES.samConfiguration))
  return started
}

test('sleeps until SAMConfiguration', async () => {
  const { say } = await start()
  expect(await say(FRAMES.getFirmwareVersion)).toEqual([])
  const wake = Uint8Array.of(...WAKE_UP, ...FRAMES.samConfiguration)
  expect(await say(wake)).toEqual([ACK_FRAME, FRAMES.samConfigured])
  expect(await say(FRAMES.getFirmwareVersion)).toEqual([ACK_FRAME, FRAMES.firmwareVersion])
  expect(await say(FRAMES.powerDown)).toEqual([ACK_FRAME, FRAMES.poweredDown])
  expect(await say(FRAMES.getFirmwareVersion)).toEqual([])
})

test.each([
  ['SetParameters', FRAMES.setParameters, FRAMES.parametersSet],
  ['RFConfiguration', FRAMES.activationRetries, FRAMES.rfConfigured],
  ['InRelease', FRAMES.releaseAll, FRAMES.released],
  ['an extended frame', FRAMES.extendedGetFirmwareVersion, FRAMES.firmwareVersion],
])('answers %s', async (_, command, answer) => {
  const { say } = await awake()
  expect(await say(command)).toEqual([ACK_FRAME, answer])
})

test('answers an unknown command with the error frame', async () => {
  const { say } = await awake()
  expect(await say(encodeFrame(Uint8Array.of(TO_CHIP, 0xee)))).toEqual([ACK_FRAME, ERROR_FRAME])
})

test('says nothing to a damaged command, and its last answer again when asked', async () => {
  const { say } = await awake()
  const damaged = FRAMES.listA.map((byte, i) => (i === 6 ? byte ^ 1 : byte))
  expect(await say(damaged)).toEqual([])
  expect(await say(NACK_FRAME)).toEqual([FRAMES.samConfigured])
})

test('looks for a card for ever until it is told how often', async () => {
  const { say, chip, clock, heard } = await awake({ tryMs: 5 })
  expect(await say(FRAMES.listA, 60_000)).toEqual([ACK_FRAME])
  chip.place(keycard())
  await clock.advance(0)
  expect(heard()).toEqual([ACK_FRAME, FRAMES.listedPhone])

  chip.remove()
  await say(FRAMES.activationRetries)
  expect(await say(FRAMES.listA, 14)).toEqual([ACK_FRAME])
  await clock.advance(1)
  expect(heard()).toEqual([ACK_FRAME, FRAMES.listedNone])
})

test('stops looking at a host ACK, and at a new command', async () => {
  const { say, chip, clock, heard } = await awake()
  await say(FRAMES.listA)
  expect(await say(ACK_FRAME)).toEqual([])
  chip.place(keycard())
  await clock.advance(1_000)
  expect(heard()).toEqual([])

  chip.remove()
  await say(FRAMES.listA)
  await say(FRAMES.getFirmwareVersion)
  chip.place(keycard())
  await clock.advance(0)
  expect(heard()).toEqual([ACK_FRAME, FRAMES.firmwareVersion])
})

test('lists two cards when asked for two, and the first of them when asked for one', async () => {
  const { say, chip } = await awake()
  chip.place(keycard())
  chip.add({ ...keycard(), uid: Uint8Array.of(0xde, 0xad, 0xbe, 0xef), iso14443_4: false })
  expect(await say(FRAMES.listTwoA)).toEqual([ACK_FRAME, FRAMES.listedTwo])
  expect(await say(FRAMES.listA)).toEqual([ACK_FRAME, FRAMES.listedPhone])
})

test('plays the whole tap of the vectors', async () => {
  const { say, chip } = await awake()
  chip.place(keycard())
  await say(FRAMES.listA)
  expect(await say(FRAMES.exchangeSelect)).toEqual([ACK_FRAME, FRAMES.exchangedSelect])
  expect(await say(FRAMES.exchangeSign)).toEqual([ACK_FRAME, FRAMES.exchangedSign])
})

test('has no card to exchange with before one is listed', async () => {
  const { say, chip } = await awake()
  chip.place(keycard())
  const [, answer] = await say(FRAMES.exchangeSelect)
  expect(answer?.[7]).toBe(0x27)
})

test('sees a time-out when the card goes, then a released target', async () => {
  const { say, chip, clock, heard } = await awake({ cardMs: () => 100 })
  chip.place(keycard())
  await say(FRAMES.listA)
  expect(await say(FRAMES.exchangeSelect, 50)).toEqual([ACK_FRAME])
  chip.remove()
  await clock.advance(0)
  expect(heard()).toEqual([ACK_FRAME, FRAMES.exchangeTimedOut])
  expect(await say(FRAMES.exchangeSelect)).toEqual([ACK_FRAME, FRAMES.exchangeReleased])
})

test('answers in the extended form above 255 bytes', async () => {
  const { say, chip } = await awake()
  chip.place({ answer: () => new Uint8Array(258) })
  await say(FRAMES.listA)
  const [, answer] = await say(FRAMES.exchangeSelect)
  expect([...(answer ?? []).slice(0, 8)]).toEqual([0x00, 0x00, 0xff, 0xff, 0xff, 0x01, 0x05, 0xfa])
})

test('remembers the baud rate it was told', async () => {
  const { say, chip } = await awake()
  expect(chip.baudRate).toBe(115200)
  await say(FRAMES.baud230400)
  expect(chip.baudRate).toBe(230400)
})

test('is silent when told to', async () => {
  const { say, chip } = await awake()
  chip.faults.setSilent(true)
  expect(await say(FRAMES.getFirmwareVersion)).toEqual([])
})
