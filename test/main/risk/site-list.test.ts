import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { watchSiteList } from '#main/risk/site-list.ts'
import { account } from '../../fakes/accepted.ts'
import { fakeClock } from '../../fakes/clock.ts'
import { emptyFolder } from '../../fakes/folder.ts'

async function open(text: string | undefined) {
  const path = join(emptyFolder(), 'denied.txt')
  if (text !== undefined) writeFileSync(path, text)
  const said: string[] = []
  const clock = fakeClock(0)
  const denied = await watchSiteList({ path, clock, log: (line) => said.push(line) })
  return { path, said, clock, denied }
}

it('denies the cards of the file from the start', async () => {
  const { denied, said } = await open(`${account(1)}\nnonsense\n`)
  expect([denied.has(account(1)), denied.has(account(2))]).toEqual([true, false])
  expect(said).toEqual(['site deny list: 1 cards, and 1 lines that are none'])
})

it('takes a changed file within five seconds, and a replaced one', async () => {
  const { path, denied, clock } = await open(account(1))
  writeFileSync(path, `${account(1)}\n${account(2)}`)
  clock.advance(5000)
  await vi.waitFor(() => expect(denied.has(account(2))).toBe(true))
  writeFileSync(`${path}.new`, account(3))
  renameSync(`${path}.new`, path)
  await vi.waitFor(() => {
    clock.advance(5000)
    expect([denied.has(account(2)), denied.has(account(3))]).toEqual([false, true])
  })
})

it('keeps the last list while the file is gone, and denies nobody when there never was one', async () => {
  const { path, denied, clock, said } = await open(account(1))
  rmSync(path)
  await vi.waitFor(() => {
    clock.advance(5000)
    expect(said.at(-1)).toContain('1 cards as before')
  })
  expect(denied.fault()).toMatchObject({ code: 'FILE_READ_FAILED' })
  writeFileSync(path, account(1))
  await vi.waitFor(() => {
    clock.advance(5000)
    expect(denied.fault()).toBeNull()
  })
  expect(denied.has(account(1))).toBe(true)
  expect((await open(undefined)).denied.has(account(1))).toBe(false)
})

it('looks no more once it is stopped', async () => {
  const { path, denied, clock, said } = await open(account(1))
  denied.stop()
  writeFileSync(path, `${account(1)}\n${account(2)}`)
  clock.advance(60_000)
  expect(said).toHaveLength(1)
})
