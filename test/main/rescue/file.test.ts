import { mkdirSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { readRescueFile, rescueFileName, writeRescueFile } from '#main/rescue/file.ts'
import { fail, ok } from '#src/result.ts'
import { emptyFolder, inEmptyFolder } from '../../fakes/folder.ts'
import { must } from '../../fakes/wires.ts'
import { GAS, lostContent, PASSPHRASE } from './lost.ts'

// Keys are slow to derive on purpose, and slower on a busy machine.
vi.setConfig({ testTimeout: 120_000 })

const keys = { account: GAS, passphrase: PASSPHRASE }

test('a file is read as it was written, and lies there for its owner alone', async () => {
  const folder = emptyFolder()
  const path = join(folder, 'queue.rescue')
  must(await writeRescueFile(path, lostContent(), keys))
  expect(await readRescueFile(path, PASSPHRASE)).toEqual(ok({ ...lostContent(), gasAccount: GAS.address }))
  expect(readdirSync(folder)).toEqual(['queue.rescue'])
  expect(statSync(path).mode & 0o777).toBe(0o600)
  const text = readFileSync(path, 'utf8')
  for (const secret of ['apple-2', 'Apple Street', lostContent().payee]) expect(text).not.toContain(secret)
})

test('a byte that is another, anywhere, is an error and never a payment', async () => {
  await inEmptyFolder(async (folder) => {
    const path = join(folder, 'queue.rescue')
    must(await writeRescueFile(path, lostContent(), keys))
    const whole = readFileSync(path)
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const damaged = Buffer.from(whole)
        damaged[at] = (damaged[at] ?? 0) ^ change
        writeFileSync(path, damaged)
        const read = await readRescueFile(path, PASSPHRASE)
        expect(read.ok ? 'read' : read.error.code).toMatch(/^(RESCUE_FILE_INVALID|PASSPHRASE_WRONG)$/)
      }),
      { numRuns: 10 },
    )
  })
})

test('a file that is too large is not read at all', async () => {
  const path = join(emptyFolder(), 'film.rescue')
  writeFileSync(path, '')
  truncateSync(path, 200 * 1024 * 1024 + 1)
  expect(await readRescueFile(path, PASSPHRASE)).toEqual(fail('RESCUE_FILE_INVALID', 'too large'))
})

test('what the drive says is told by its code, without the path', async () => {
  const gone = join(emptyFolder(), 'unplugged', 'queue.rescue')
  expect(await writeRescueFile(gone, lostContent(), keys)).toEqual(fail('FILE_WRITE_FAILED', 'ENOENT'))
  expect(await readRescueFile(gone, PASSPHRASE)).toEqual(fail('FILE_READ_FAILED', 'ENOENT'))
  expect(await readRescueFile(emptyFolder(), PASSPHRASE)).toEqual(fail('FILE_READ_FAILED', 'EISDIR'))
})

test('a write that fails leaves no half file', async () => {
  const folder = emptyFolder()
  // A folder in its place: the draft is written, and cannot take the name.
  const taken = join(folder, 'taken')
  must(await writeRescueFile(join(folder, 'other'), lostContent(), keys))
  mkdirSync(join(taken, 'full'), { recursive: true })
  expect(await writeRescueFile(taken, lostContent(), keys)).toMatchObject(fail('FILE_WRITE_FAILED'))
  expect(readdirSync(folder).sort()).toEqual(['other', 'taken'])
})

test.each([
  ['apple-1', new Date(2026, 10, 24, 1, 5), 'tapsyr-apple-1-2026-11-24.rescue'],
  ['Касса 1/А', new Date(2027, 0, 3, 23, 59), 'tapsyr-Касса-1-А-2027-01-03.rescue'],
  ['../../etc', new Date(2027, 0, 3), 'tapsyr--etc-2027-01-03.rescue'],
])('the file of %s is named for the terminal and the day', (terminalId, day, name) => {
  expect(rescueFileName(terminalId, day)).toBe(name)
})
