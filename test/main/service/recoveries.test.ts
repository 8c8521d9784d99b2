import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openRecoveries } from '#main/service/recoveries.ts'
import { fakeClock } from '../../fakes/clock.ts'
import { emptyFolder } from '../../fakes/folder.ts'

async function open(path = join(emptyFolder(), 'recoveries.json')) {
  const faults: string[] = []
  const told: string[] = []
  const recoveries = await openRecoveries(path, {
    clock: fakeClock(5),
    faults: {
      note: (where, code, detail) => void faults.push([where, code, detail ?? ''].join(' ').trim()),
      clear: () => undefined,
    },
    log: () => undefined,
    onRecovered: (kind) => told.push(kind),
  })
  // Its folder goes with the test.
  onTestFinished(recoveries.finish)
  const kept = () => JSON.parse(readFileSync(path, 'utf8'))
  return { path, recoveries, faults, told, kept }
}

test('each loss is a fault, and each recovery is counted and told', async () => {
  const { recoveries, faults, told } = await open()
  recoveries.lost('hung', 'the page')
  recoveries.recovered('hung')
  recoveries.lost('gpu')
  recoveries.recovered('gpu')
  recoveries.lost('gpu')
  recoveries.recovered('gpu')
  recoveries.failing()
  expect(faults).toEqual(['hung PAGE_HUNG the page', 'gpu GPU_GONE', 'gpu GPU_GONE', 'page PAGE_FAILING'])
  expect(told).toEqual(['hung', 'gpu', 'gpu'])
  expect(recoveries.totals()).toMatchObject({ hung: 1, gpu: 2, page: 0 })
  expect(recoveries.all()).toEqual(['hung', 'gpu', 'gpu'].map((kind) => ({ at: 5, kind })))
})

test('counts outlive a restart; a program that was closed has mended nothing', async () => {
  const first = await open()
  first.recoveries.recovered('page')
  await first.recoveries.finish()
  expect(first.kept()).toMatchObject({ running: false, totals: { page: 1 } })
  const second = await open(first.path)
  expect(second.told).toEqual([])
  expect(second.recoveries.totals()).toMatchObject({ page: 1, program: 0 })
})

test('a program that was killed is counted at its next start', async () => {
  const first = await open()
  await first.recoveries.finish()
  writeFileSync(first.path, JSON.stringify({ ...first.kept(), running: true }))
  const second = await open(first.path)
  expect(second.told).toEqual(['program'])
  expect(second.faults).toEqual(['program PROGRAM_KILLED'])
})

test('starts in vain are counted until a page is on the screen', async () => {
  const first = await open()
  await first.recoveries.finish()
  const second = await open(first.path)
  await second.recoveries.finish()
  expect(second.kept().vain).toBe(2)
  second.recoveries.started()
  await second.recoveries.finish()
  expect(second.kept().vain).toBe(0)
  second.recoveries.hopeless()
  await second.recoveries.finish()
  expect(second.kept().vain).toBe(2)
})

test.each(['', '{"vain":-1}', '[]'])('a file that says %j is begun anew', async (text) => {
  const path = join(emptyFolder(), 'recoveries.json')
  writeFileSync(path, text)
  const { recoveries, told } = await open(path)
  expect(told).toEqual([])
  expect(recoveries.all()).toEqual([])
})
