import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { writeDurably } from '#main/files/durable.ts'
import { emptyFolder } from '../../fakes/folder.ts'

test('replaces a file whole, for its owner only, and leaves no draft behind', async () => {
  const folder = emptyFolder()
  const path = join(folder, 'key.json')
  await writeDurably(path, 'first')
  await writeDurably(path, 'second')
  expect(readFileSync(path, 'utf8')).toBe('second')
  expect(statSync(path).mode & 0o777).toBe(0o600)
  expect(readdirSync(folder)).toEqual(['key.json'])
})

test('what a power cut left of an earlier try is written over', async () => {
  const path = join(emptyFolder(), 'key.json')
  writeFileSync(`${path}.new`, 'half of something much longer')
  await writeDurably(path, 'whole')
  expect(readFileSync(path, 'utf8')).toBe('whole')
})

test('a failed write leaves the old text', async () => {
  const path = join(emptyFolder(), 'gone', 'key.json')
  await expect(writeDurably(path, 'new')).rejects.toThrow('ENOENT')
})
