import { expect, test } from 'vitest'
import { emulatePn532 } from '#drivers/emulator/pn532.ts'
import { Code } from '#drivers/pn532/commands.ts'
import { ACK_FRAME } from '#drivers/pn532/frame.ts'
import { listing } from '#drivers/pn532/limits.ts'
import { createSession } from '#drivers/pn532/session.ts'
import { startUp } from '#drivers/pn532/start-up.ts'
import { listTargets } from '#drivers/pn532/target.ts'
import { fail, ok } from '#src/result.ts'
import { fakeClock } from '../../fakes/clock.ts'
import { memoryWire, must } from '../../fakes/wires.ts'
import { FRAMES } from '../../vectors/pn532.ts'
import { answerTo, scriptedChip } from './scripted.ts'

const WAKING = Uint8Array.of(0x55, 0x55, ...new Uint8Array(14), ...FRAMES.samConfiguration)

const ANSWERS: ReadonlyMap<number, Uint8Array> = new Map([
  [Code.samConfiguration, FRAMES.samConfigured],
  [Code.getFirmwareVersion, FRAMES.firmwareVersion],
  [Code.setParameters, FRAMES.parametersSet],
  [Code.rfConfiguration, FRAMES.rfConfigured],
])

/** A chip that answers like a PN532, but for what `other` says to some of the commands. */
function start(other: (code: number) => readonly Uint8Array[] | undefined = () => undefined) {
  const clock = fakeClock()
  const chip = scriptedChip(([code = -1, ...parameters]) => {
    // It echoes when asked whether all is said.
    const answer = code === Code.diagnose ? answerTo(code, ...parameters) : ANSWERS.get(code)
    return other(code) ?? (answer ? [ACK_FRAME, answer] : [])
  })
  return { chip, clock, started: startUp(createSession(chip.link, clock)) }
}

/** The answer of UM0701-02, section 7.2.2: a PN532 1.6 that does ISO 14443 A and B and ISO 18092. */
const FIRMWARE = { chip: 0x32, version: 1, revision: 6, support: 7 }

test('wakes the chip, looks who it is, and sets it up, in this order', async () => {
  const { chip, started } = start()
  expect(await started).toEqual(ok(FIRMWARE))
  expect(chip.heard).toEqual([
    WAKING,
    FRAMES.getFirmwareVersion,
    FRAMES.setParameters,
    FRAMES.activationRetries,
    FRAMES.rfTimings,
    FRAMES.rfRetries,
  ])
})

test('wakes a chip again that did not hear the first two times', async () => {
  let deaf = 2
  const { chip, clock, started } = start((code) =>
    code === Code.samConfiguration && deaf-- > 0 ? [] : undefined,
  )
  await clock.advance(99)
  expect(chip.heard).toEqual([WAKING])
  await clock.advance(101)
  expect(await started).toEqual(ok(FIRMWARE))
  expect(chip.heard.slice(0, 3)).toEqual([WAKING, WAKING, WAKING])
})

test('waits for a serial chip that holds the first bytes back for more than a second', async () => {
  const { chip, clock, started } = start((code) => (code === Code.samConfiguration ? [] : undefined))
  await clock.advance(1_400)
  // Every waking was heard, and all its answers come at once.
  const woken = [ACK_FRAME, FRAMES.samConfigured]
  chip.say(...woken, ...woken, ...woken)
  expect(await started).toEqual(ok(FIRMWARE))
})

test.each([
  ['another chip', answerTo(Code.getFirmwareVersion, 0x07, 0x01, 0x06, 0x07)],
  ['a chip with no readable version', answerTo(Code.getFirmwareVersion)],
])('%s is not taken for a PN532, and is set to nothing', async (_, version) => {
  const { chip, started } = start((code) =>
    code === Code.getFirmwareVersion ? [ACK_FRAME, version] : undefined,
  )
  expect(await started).toMatchObject(fail('READER_FAULT'))
  expect(chip.heard).toEqual([WAKING, FRAMES.getFirmwareVersion])
})

test.each([
  ['the waking', Code.samConfiguration],
  ['the version', Code.getFirmwareVersion],
  ['a setting', Code.rfConfiguration],
])('a chip that is silent at %s does not come up', async (_, silentAt) => {
  const { clock, started } = start((code) => (code === silentAt ? [] : undefined))
  await clock.advance(1_500)
  expect(await started).toMatchObject(fail('READER_SILENT'))
})

test('from then on a search of an empty field ends by itself', async () => {
  const clock = fakeClock()
  const { near, far } = await memoryWire()
  emulatePn532(far, { clock, tryMs: 5 })
  const session = createSession(near, clock)
  must(await startUp(session))
  const search = session.request(listTargets('A'), listing)
  // Three tries of 5 ms; unasked, the chip would search for ever.
  await clock.advance(15)
  expect(await search).toEqual(ok(Uint8Array.of(0x00)))
})
