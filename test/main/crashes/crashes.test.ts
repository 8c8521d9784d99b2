import { mkdirSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { bugText, takeBug, writeBug } from '#main/crashes/bug-note.ts'
import { crashFolder, listCrashes, pruneCrashes } from '#main/crashes/crash-files.ts'
import { emptyFolder } from '../../fakes/folder.ts'

const BUG = {
  at: 1_700_000_000_000,
  version: '0.1.0',
  stack: 'Error: no\n    at one\n    at two\n    at three',
}

/** As Chromium lays them down: dumps in folders of their own, notes beside them. */
function dump(folder: string, n: number): void {
  mkdirSync(join(folder, 'pending'), { recursive: true })
  for (const end of ['dmp', 'meta']) {
    const path = join(folder, 'pending', `${n}.${end}`)
    writeFileSync(path, 'x'.repeat(n))
    utimesSync(path, n, n)
  }
}

test('a bug is told by the next start, once, and its note stays', async () => {
  const folder = crashFolder(emptyFolder())
  expect(await takeBug(folder)).toBeUndefined()
  writeBug(folder, BUG)
  expect(await takeBug(folder)).toEqual(BUG)
  expect(await takeBug(folder)).toBeUndefined()
  expect(readdirSync(folder)).toEqual(['bug-2023-11-14T221320.000Z.json'])
  expect(bugText(BUG)).toBe('2023-11-14T22:13:20.000Z 0.1.0 Error: no at one at two')
})

test('only its owner reads what a crash has left', () => {
  const folder = crashFolder(emptyFolder())
  writeBug(folder, BUG)
  expect(statSync(folder).mode & 0o777).toBe(0o700)
  expect(statSync(join(folder, 'bug.json')).mode & 0o777).toBe(0o600)
})

test('a note that was torn ends nothing', async () => {
  const folder = crashFolder(emptyFolder())
  mkdirSync(folder)
  writeFileSync(join(folder, 'bug.json'), '{"at":1')
  expect(await takeBug(folder)).toBeUndefined()
})

test('where no note can be written the program goes on ending', () => {
  const folder = crashFolder(emptyFolder())
  writeFileSync(folder, 'no folder')
  expect(() => writeBug(folder, BUG)).not.toThrow()
})

test('lists dumps and bugs, newest first; nothing where nothing crashed', async () => {
  const folder = crashFolder(emptyFolder())
  expect(await listCrashes(folder)).toEqual([])
  dump(folder, 5)
  dump(folder, 7)
  writeBug(folder, BUG)
  await takeBug(folder)
  const listed = await listCrashes(folder)
  expect(listed.map(({ kind, name }) => [kind, name])).toEqual([
    ['bug', 'bug-2023-11-14T221320.000Z.json'],
    ['dump', '7.dmp'],
    ['dump', '5.dmp'],
  ])
  expect(listed.slice(1).map(({ at, bytes }) => [at, bytes])).toEqual([
    [7000, 7],
    [5000, 5],
  ])
})

test('the ten newest dumps stay, with what is noted of them', async () => {
  const folder = crashFolder(emptyFolder())
  for (let n = 1; n <= 14; n += 1) dump(folder, n)
  await pruneCrashes(folder)
  const numbers = readdirSync(join(folder, 'pending')).map((name) => Number.parseInt(name, 10))
  expect([...new Set(numbers)].sort((a, b) => a - b)).toEqual([5, 6, 7, 8, 9, 10, 11, 12, 13, 14])
  expect(numbers).toHaveLength(20)
})
