import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { type LockOut, openLockOut } from '#main/staff/lock-out.ts'
import { fakeClock } from '../../fakes/clock.ts'
import { emptyFolder } from '../../fakes/folder.ts'

const START = 1_700_000_000_000
const MINUTE = 60_000

async function open(path = join(emptyFolder(), 'lock.json'), clock = fakeClock(START)) {
  const lines: string[] = []
  const lockOut = await openLockOut(path, { clock, log: (line) => lines.push(line) })
  return { lockOut, clock, path, lines }
}

const wrong = async (lockOut: LockOut, times: number) => {
  const locked: boolean[] = []
  for (let i = 0; i < times; i += 1) locked.push(await lockOut.countWrong())
  return locked
}

it('locks at the fifth wrong PIN for half a minute', async () => {
  const { lockOut, clock } = await open()
  expect(await wrong(lockOut, 5)).toEqual([false, false, false, false, true])
  expect(lockOut.lockedUntil()).toBe(START + 30_000)
  await clock.advance(29_999)
  expect(lockOut.lockedUntil()).not.toBeNull()
  await clock.advance(1)
  expect(lockOut.lockedUntil()).toBeNull()
})

it('doubles with each further one, up to a quarter of an hour', async () => {
  const { lockOut, clock } = await open()
  await wrong(lockOut, 5)
  const waits: number[] = []
  for (let i = 0; i < 6; i += 1) {
    await clock.advance((lockOut.lockedUntil() ?? clock.now()) - clock.now())
    await lockOut.countWrong()
    waits.push(((lockOut.lockedUntil() ?? 0) - clock.now()) / 1000)
  }
  expect(waits).toEqual([60, 120, 240, 480, 900, 900])
})

it('outlives a restart', async () => {
  const { lockOut, path, clock } = await open()
  await wrong(lockOut, 5)
  const again = await open(path, clock)
  expect(again.lockOut.lockedUntil()).toBe(START + 30_000)
  await clock.advance(30_000)
  await again.lockOut.countWrong()
  expect(again.lockOut.lockedUntil()).toBe(START + 30_000 + 60_000)
})

it('forgets one wrong PIN in ten minutes, so that a slip now and then locks nobody', async () => {
  const { lockOut, clock } = await open()
  for (let i = 0; i < 20; i += 1) {
    expect(await lockOut.countWrong()).toBe(false)
    await clock.advance(10 * MINUTE)
  }
})

it('a clock that was set back locks for no longer than a wait, and one that was set on ends it', async () => {
  const { lockOut, path } = await open()
  await wrong(lockOut, 5)
  const back = await open(path, fakeClock(START - 365 * 24 * 60 * MINUTE))
  expect((back.lockOut.lockedUntil() ?? 0) - back.clock.now()).toBe(30_000)
  await back.clock.advance(30_000)
  expect(back.lockOut.lockedUntil()).toBeNull()
})

it('a damaged file keeps nobody out', async () => {
  const path = join(emptyFolder(), 'lock.json')
  writeFileSync(path, '{"wrong":-1')
  const { lockOut } = await open(path)
  expect(lockOut.lockedUntil()).toBeNull()
  await lockOut.countWrong()
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({ wrong: 1, at: START })
})

it('counts in memory where the disk refuses, and says so', async () => {
  const { lockOut, lines } = await open(join(emptyFolder(), 'no', 'such', 'folder.json'))
  expect(await wrong(lockOut, 5)).toEqual([false, false, false, false, true])
  expect(lines[0]).toContain('not kept over a restart')
})
