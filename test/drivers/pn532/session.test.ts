import { expect, test } from 'vitest'
import { emulatePn532 } from '#drivers/emulator/pn532.ts'
import { getFirmwareVersion, releaseAll } from '#drivers/pn532/commands.ts'
import { ACK_FRAME } from '#drivers/pn532/frame.ts'
import { setting } from '#drivers/pn532/limits.ts'
import { createSession } from '#drivers/pn532/session.ts'
import { startUp } from '#drivers/pn532/start-up.ts'
import type { Link } from '#src/device/link.ts'
import { fail, ok } from '#src/result.ts'
import type { Clock } from '#src/time/clock.ts'
import { fakeClock } from '../../fakes/clock.ts'
import { memoryWire, must } from '../../fakes/wires.ts'
import { FRAMES } from '../../vectors/pn532.ts'
import { answersInTurn, answerTo, type ScriptedChip, scriptedChip } from './scripted.ts'

const VERSION = ok(Uint8Array.of(0x32, 0x01, 0x06, 0x07))
const RELEASED = ok(Uint8Array.of(0x00))
const limits = { ackMs: [100, 100], answerMs: 1_000, late: 'READER_SILENT' } as const
const DIAGNOSE = 0x00

function open(chip: ScriptedChip, link: Link = chip.link) {
  const clock = fakeClock()
  const session = createSession(link, clock)
  return {
    clock,
    session,
    version: () => session.request(getFirmwareVersion(), limits),
    release: () => session.request(releaseAll(), limits),
  }
}

test('asks one command at a time: the next waits for the answer', async () => {
  const chip = scriptedChip()
  const { clock, version, release } = open(chip)
  const answers = Promise.all([version(), release()])
  await clock.advance(0)
  chip.say(ACK_FRAME)
  await clock.advance(0)
  expect(chip.heard).toEqual([FRAMES.getFirmwareVersion])
  chip.say(FRAMES.firmwareVersion)
  await clock.advance(0)
  expect(chip.heard).toEqual([FRAMES.getFirmwareVersion, FRAMES.releaseAll])
  chip.say(ACK_FRAME, FRAMES.released)
  expect(await answers).toEqual([VERSION, RELEASED])
})

test('understands an answer that comes byte by byte', async () => {
  const chip = scriptedChip(answersInTurn(FRAMES.firmwareVersion), 1)
  expect(await open(chip).version()).toEqual(VERSION)
})

test('the leavings of a command that was stopped answer no other one', async () => {
  const chip = scriptedChip(answersInTurn())
  const { clock, version } = open(chip)
  const late = version()
  await clock.advance(1_000)
  expect(await late).toEqual(fail('READER_SILENT'))

  chip.say(answerTo(0x02, 0xee))
  await clock.advance(0)
  const next = version()
  // Asked, but not acknowledged yet: what comes now is still the old one's.
  chip.say(answerTo(0x02, 0xee))
  await clock.advance(0)
  chip.say(FRAMES.firmwareVersion)
  expect(await next).toEqual(VERSION)
})

test('a command that fails does not hold up the next one', async () => {
  const chip = scriptedChip(answersInTurn(FRAMES.parametersSet, FRAMES.released))
  const { clock, version, release } = open(chip)
  const answers = Promise.all([version(), release()])
  await clock.advance(1_000)
  expect(await answers).toEqual([fail('READER_SILENT'), RELEASED])
})

test('a command that was cancelled before its turn is never sent', async () => {
  const chip = scriptedChip()
  const cancel = { on: AbortSignal.abort(), as: 'SALE_CANCELLED' } as const
  const session = createSession(chip.link, fakeClock())
  expect(await session.request(getFirmwareVersion(), { ...limits, cancel })).toEqual(fail('SALE_CANCELLED'))
  expect(chip.heard).toEqual([])
})

/** A chip whose first command is heard a second time before it answers, so that more may be on its way. */
async function afterRepeat(echoes: (number: number) => readonly number[]) {
  const asked: number[] = []
  const chip = scriptedChip(([code, , number]) => {
    if (code === DIAGNOSE) return [ACK_FRAME, answerTo(DIAGNOSE, 0x00, ...echoes(number ?? 0))]
    asked.push(code ?? -1)
    return asked.length < 3 ? [] : [ACK_FRAME, FRAMES.firmwareVersion]
  })
  const { clock, version } = open(chip)
  const first = version()
  await clock.advance(100)
  chip.say(ACK_FRAME, FRAMES.firmwareVersion)
  expect(await first).toEqual(VERSION)
  return { chip, clock, version, asked }
}

test('behind a command that was said twice, waits for a clean echo', async () => {
  const { chip, version } = await afterRepeat((number) => [number])
  // The second ACK and the second answer, late.
  chip.say(ACK_FRAME, answerTo(0x02, 0xee))
  expect(await version()).toEqual(VERSION)
  const [, , echo, next] = chip.heard
  expect(echo?.subarray(5, 8)).toEqual(Uint8Array.of(0xd4, 0x00, 0x00))
  expect(next).toEqual(FRAMES.getFirmwareVersion)
  // The doubt is over: the next one goes out as it is.
  await version()
  expect(chip.heard).toHaveLength(5)
})

test('an old echo is not clean: another number is asked for', async () => {
  let old = true
  const { chip, version } = await afterRepeat((number) => {
    const echoed = old ? number - 1 : number
    old = false
    return [echoed]
  })
  expect(await version()).toEqual(VERSION)
  const echoes = chip.heard.slice(2, -1).map((frame) => frame[8])
  expect(echoes).toHaveLength(2)
  expect(new Set(echoes).size).toBe(2)
})

test('a chip that never echoes clean is at fault, and is asked nothing else', async () => {
  const { version, asked } = await afterRepeat(() => [0xee])
  expect(await version()).toMatchObject(fail('READER_FAULT'))
  expect(asked).toHaveLength(2)
})

test('two commands whose ACKs both come late do not mix up their answers', async () => {
  const clock = fakeClock()
  const { near, far } = await memoryWire()
  const late = delayed(far, clock)
  emulatePn532(late.link, { clock })
  const session = createSession(near, clock)
  must(await startUp(session))

  // Later than the first limit for the ACK, sooner than the second.
  late.setDelay(300)
  const answers = Promise.all([
    session.request(getFirmwareVersion(), setting),
    session.request(releaseAll(), setting),
  ])
  await clock.advance(5_000)
  expect(await answers).toEqual([VERSION, RELEASED])
})

/** A link whose writes arrive after a delay, in their order. */
function delayed(link: Link, clock: Clock) {
  let delay = 0
  const write: Link['write'] = async (bytes) => {
    if (delay === 0) return link.write(bytes)
    clock.after(delay, () => void link.write(bytes))
    return ok()
  }
  return {
    link: { ...link, write },
    setDelay: (ms: number) => {
      delay = ms
    },
  }
}

test('a wire that is pulled out ends the running command and all after it', async () => {
  const chip = scriptedChip(answersInTurn())
  const written: Uint8Array[] = []
  const write: Link['write'] = (bytes) => {
    written.push(bytes)
    return chip.link.write(bytes)
  }
  const { clock, version, release } = open(chip, { ...chip.link, write })
  const answers = Promise.all([version(), release()])
  await clock.advance(10)
  await chip.unplug()
  expect(await answers).toEqual([fail('LINK_CLOSED'), fail('LINK_CLOSED')])
  expect(await version()).toEqual(fail('LINK_CLOSED'))
  // The one that was running is stopped; no other is begun on a dead wire.
  expect(written).toEqual([FRAMES.getFirmwareVersion, ACK_FRAME])
})

test('a write that fails ends its command with the wire’s own words', async () => {
  const chip = scriptedChip()
  const broken: Link = { ...chip.link, write: async () => fail('LINK_CLOSED', 'EIO') }
  expect(await open(chip, broken).version()).toEqual(fail('LINK_CLOSED', 'EIO'))
})

test('is closed with its wire', async () => {
  const chip = scriptedChip()
  const { session, version } = open(chip)
  await session.close()
  expect(await version()).toEqual(fail('LINK_CLOSED'))
  expect(chip.heard).toEqual([])
})
