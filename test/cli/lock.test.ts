import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { fail } from '#src/result.ts'
import { takeLock } from '../../cli/lock.ts'
import { emptyFolder } from '../fakes/folder.ts'
import { must } from '../fakes/wires.ts'

const lockPath = () => join(emptyFolder(), 'queue.rescue.lock')

test('one at a time, and the next when it is done', async () => {
  const path = lockPath()
  const unlock = must(await takeLock(path))
  expect(await takeLock(path)).toEqual(
    fail('FILE_WRITE_FAILED', `process ${process.pid} is settling this file; ${path} says so`),
  )
  await unlock()
  expect(existsSync(path)).toBe(false)
  must(await takeLock(path))
})

test('a lock that a killed process left behind holds up nobody', async () => {
  const path = lockPath()
  const { pid } = spawnSync('true')
  writeFileSync(path, String(pid))
  must(await takeLock(path))
  expect(readFileSync(path, 'utf8')).toBe(String(process.pid))
})

test('a lock with nothing in it, as a full disk leaves it, holds up nobody', async () => {
  const path = lockPath()
  writeFileSync(path, '')
  must(await takeLock(path))
})

test('a folder that cannot be written to is told', async () => {
  expect(await takeLock(join(emptyFolder(), 'unplugged', 'lock'))).toMatchObject(fail('FILE_WRITE_FAILED'))
})
