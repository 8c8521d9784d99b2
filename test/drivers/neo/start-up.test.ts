import { expect, test } from 'vitest'
import { emulateNeo } from '#drivers/emulator/neo.ts'
import { createSession } from '#drivers/neo/session.ts'
import { startUp } from '#drivers/neo/start-up.ts'
import { fail, ok } from '#src/result.ts'
import { fakeClock } from '../../fakes/clock.ts'
import { memoryWire } from '../../fakes/wires.ts'
import { ANSWERS, COMMANDS } from '../../vectors/neo.ts'
import { answerTo, scriptedReader } from './scripted.ts'

/** A reader that says yes to everything, but for what `other` says. */
function start(other: (command: number, sub: number) => readonly Uint8Array[] | undefined = () => undefined) {
  const clock = fakeClock()
  const reader = scriptedReader(({ command, second }) => other(command, second) ?? [answerTo(command)])
  return { clock, reader, started: startUp(createSession(reader.link, clock)) }
}

test('asks whether it is there, leaves its old mode, and enters ours', async () => {
  const { reader, started } = start()
  expect(await started).toEqual(ok())
  expect(reader.heard).toEqual([
    COMMANDS.ping,
    COMMANDS.passThroughOff,
    COMMANDS.getVersion,
    COMMANDS.pollOnDemand,
    COMMANDS.passThroughOn,
  ])
})

test('says what firmware it has', async () => {
  const { started } = start((command) => (command === 0x29 ? [ANSWERS.version] : undefined))
  expect(await started).toEqual(ok('EMU V1.00'))
})

test('a reader that has no old mode to leave may say so', async () => {
  let first = true
  const { started } = start((command) => {
    if (command !== 0x2c || !first) return undefined
    first = false
    return [answerTo(0x2c, 0x0b)]
  })
  expect(await started).toEqual(ok())
})

test.each([
  ['to poll on demand', 0x01],
  ['pass-through', 0x2c],
])('a reader that refuses %s is at fault', async (_, refused) => {
  const { started } = start((command) => (command === refused ? [answerTo(command, 0x0b)] : undefined))
  expect(await started).toMatchObject(fail('READER_FAULT'))
})

test('waits for a serial chip that holds the first bytes back for more than a second', async () => {
  let said = 0
  const { clock, reader, started } = start((command) => (command === 0x18 && ++said <= 2 ? [] : undefined))
  await clock.advance(1_400)
  reader.say(ANSWERS.ping, ANSWERS.ping)
  expect(await started).toEqual(ok())
})

test('a mute reader is silent within one and a half seconds', async () => {
  const { clock, started } = start(() => [])
  await clock.advance(1_500)
  expect(await started).toMatchObject(fail('READER_SILENT'))
})

test('brings the emulated reader up, twice over', async () => {
  const clock = fakeClock()
  const { near, far } = await memoryWire()
  const neo = emulateNeo(far, { clock })
  const session = createSession(near, clock)
  expect(await startUp(session)).toEqual(ok('EMU V1.00'))
  expect(await startUp(session)).toEqual(ok('EMU V1.00'))
  expect(neo.isPassThrough).toBe(true)
})
