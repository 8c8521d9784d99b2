import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
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

/** Has the second sync of a write, the folder's, fail with this code; the first is the file's own. */
async function failFolderSync(folder: string, code: string): Promise<void> {
  const handle = await open(folder, 'r')
  await handle.close()
  const methods: FileHandle = Object.getPrototypeOf(handle)
  const sync = vi.spyOn(methods, 'sync')
  onTestFinished(() => sync.mockRestore())
  sync.mockResolvedValueOnce().mockRejectedValueOnce(Object.assign(new Error(code), { code }))
}

test.each(['EINVAL', 'EPERM'])(
  'a memory stick that cannot sync a folder (%s) is written all the same',
  async (code) => {
    const folder = emptyFolder()
    await failFolderSync(folder, code)
    await writeDurably(join(folder, 'file'), 'text')
    expect(readFileSync(join(folder, 'file'), 'utf8')).toBe('text')
  },
)

test('a folder that could not be synced for another reason is told', async () => {
  const folder = emptyFolder()
  await failFolderSync(folder, 'EIO')
  await expect(writeDurably(join(folder, 'file'), 'text')).rejects.toThrow('EIO')
})
