import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { renewProfile } from '#main/files/renew-profile.ts'
import { emptyFolder } from '../../fakes/folder.ts'

const CHROMIUMS = ['Cache', 'Code Cache', 'GPUCache', 'Preferences', 'Trust Tokens-journal', 'blob_storage']
const PAGES = ['IndexedDB', 'Local Storage']
const OURS = ['journal', 'journal.witness', 'gas-key.json', 'tapsyr.json', 'rate.json', 'versions']

function profile(recoveries: string) {
  const userData = emptyFolder()
  for (const name of [...CHROMIUMS, ...PAGES, ...OURS]) mkdirSync(join(userData, name))
  const recoveriesPath = join(userData, 'recoveries.json')
  writeFileSync(recoveriesPath, recoveries)
  const gone = renewProfile(userData, { recoveriesPath, now: 7 })
  return { userData, gone, left: readdirSync(userData) }
}

test.each(['{"vain":1}', '{"vain":', '', '{}'])('%s: nothing is suspected', (recoveries) => {
  const { gone, left } = profile(recoveries)
  expect(gone).toEqual([])
  expect(left).toEqual(expect.arrayContaining([...CHROMIUMS, ...PAGES, ...OURS]))
})

test('two starts without a page: what Chromium makes anew goes, and nothing else', () => {
  const { gone, left } = profile('{"vain":2}')
  expect(gone.sort()).toEqual([...CHROMIUMS].sort())
  expect(left.sort()).toEqual([...PAGES, ...OURS, 'recoveries.json'].sort())
})

test('four: the page’s database is put aside, too, and never deleted', () => {
  const { userData, left } = profile('{"vain":4}')
  expect(left).toEqual(expect.arrayContaining(OURS))
  expect(existsSync(join(userData, 'IndexedDB'))).toBe(false)
  expect(left).toEqual(expect.arrayContaining(['IndexedDB.unopenable-7', 'Local Storage.unopenable-7']))
})
