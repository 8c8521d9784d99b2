import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { setAsideUnopenable } from '#main/files/page-database.ts'
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
