import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createAccount, createUser } from '@nats-io/nkeys'
import { expect, test } from 'vitest'
import { readSeed } from '#main/fleet/credentials.ts'
import { fail } from '#src/result.ts'
import { emptyFolder } from '../../fakes/folder.ts'

const seed = new TextDecoder().decode(createUser().getSeed())

function fileWith(text: string, mode = 0o600): string {
  const path = join(emptyFolder(), 'terminal.nk')
  writeFileSync(path, text)
  chmodSync(path, mode)
  return path
}

test.each([seed, `${seed}\n`])('the seed of a user is read', async (text) => {
  const read = await readSeed(fileWith(text))
  expect(read.ok && new TextDecoder().decode(read.value)).toBe(seed)
})

test.runIf(process.platform !== 'win32').each([0o640, 0o604, 0o644])(
  'a file of mode %o is refused',
  async (mode) => {
    expect(await readSeed(fileWith(seed, mode))).toMatchObject(fail('FLEET_REFUSED'))
  },
)

test.each(['', 'a key', new TextDecoder().decode(createAccount().getSeed()), seed.slice(0, -1)])(
  '"%s" is none',
  async (text) => {
    expect(await readSeed(fileWith(text))).toMatchObject(fail('FLEET_REFUSED'))
  },
)

test('a file that is not there is refused', async () => {
  expect(await readSeed(join(emptyFolder(), 'none'))).toMatchObject(fail('FLEET_REFUSED'))
})
