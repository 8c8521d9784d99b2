import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { mendLogs, setAsideUnopenable } from '#main/files/page-database.ts'
import { emptyFolder } from '../../fakes/folder.ts'

const chromium = { origin: 'app://kiosk', now: 17 }

/** A profile with the page's database, as Chromium leaves it. */
function profile(current: string, ...files: string[]): { userData: string; dir: string } {
  const userData = emptyFolder()
  const dir = join(userData, 'IndexedDB', 'app_kiosk_0.indexeddb.leveldb')
  mkdirSync(dir, { recursive: true })
  writeFileSync(join(dir, 'CURRENT'), current)
  for (const file of files) writeFileSync(join(dir, file), 'bytes')
  return { userData, dir }
}

test('a database without the manifest that it names is moved away, whole', async () => {
  const { userData, dir } = profile('MANIFEST-000001\n', '000005.ldb')
  const aside = await setAsideUnopenable(userData, chromium)
  expect(existsSync(dir)).toBe(false)
  expect(aside).toBe(join(userData, 'app_kiosk_0.indexeddb.leveldb.unopenable-17'))
  expect(readdirSync(aside ?? '').sort()).toEqual(['000005.ldb', 'CURRENT'])
})

test('a whole database, and one whose damage Chromium can answer, stay where they are', async () => {
  for (const current of ['MANIFEST-000001\n', '', 'MANIFEST', 'nonsense'])
    expect(await setAsideUnopenable(profile(current, 'MANIFEST-000001').userData, chromium)).toBeUndefined()
  expect(await setAsideUnopenable(emptyFolder(), chromium)).toBeUndefined()
})

/** One record, as Chromium 130 wrote it into a log. */
const RECORD = Buffer.from('e4d68eee10000101086964625f636d7031020003020400', 'hex')

test('an unfinished record is cut off the log, and kept beside the profile', async () => {
  const { userData, dir } = profile('MANIFEST-000001\n', 'MANIFEST-000001')
  const log = join(dir, '000003.log')
  const torn = RECORD.subarray(0, 9)
  writeFileSync(log, Buffer.concat([RECORD, torn]))
  expect(await mendLogs(userData, chromium)).toEqual(['cut 9 bytes of a torn record off 000003.log'])
  expect(readFileSync(log)).toEqual(RECORD)
  const kept = join(userData, 'app_kiosk_0.indexeddb.leveldb.cut-17-000003.log')
  expect(readFileSync(kept)).toEqual(torn)
  expect(await mendLogs(userData, chromium)).toEqual([])
})

test('zeros behind the last record, as a power cut leaves them, are cut off and not kept', async () => {
  const { userData, dir } = profile('MANIFEST-000001\n', 'MANIFEST-000001')
  const log = join(dir, '000003.log')
  writeFileSync(log, Buffer.concat([RECORD, RECORD, Buffer.alloc(172)]))
  await mendLogs(userData, chromium)
  expect(readFileSync(log)).toEqual(Buffer.concat([RECORD, RECORD]))
  expect(readdirSync(userData)).toEqual(['IndexedDB'])
})

test('a whole log, and a profile without a database, are left alone', async () => {
  const { userData, dir } = profile('MANIFEST-000001\n')
  writeFileSync(join(dir, '000003.log'), RECORD)
  expect(await mendLogs(userData, chromium)).toEqual([])
  expect(await mendLogs(emptyFolder(), chromium)).toEqual([])
})
