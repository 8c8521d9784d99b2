import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { checkSigned } from '#main/config/signed.ts'
import { fail, ok } from '#src/result.ts'
import { signConfig } from '../../cli/checked-config.ts'
import { makeKey } from '../../cli/operator-key.ts'
import type { Keyboard } from '../../cli/passphrase.ts'
import { readSignConfigTask } from '../../cli/sign-config-options.ts'
import { emptyFolder } from '../fakes/folder.ts'
import { runCommand } from './run.ts'

const keyboard = (passphrase: string): Keyboard => ({
  env: { TAPSYR_SIGNING_PASSPHRASE: passphrase },
  input: process.stdin,
  output: process.stderr,
})
const RIGHT = keyboard('correct horse')

async function files() {
  const dir = emptyFolder()
  const example = new URL('../../docs/examples/counter.json', import.meta.url)
  const json = JSON.parse(await readFile(example, 'utf8'))
  const path = join(dir, 'tapsyr.json')
  return {
    ...{ dir, path, key: join(dir, 'key.pem'), id: json.terminal.id },
    write: (changes: object) => writeFile(path, JSON.stringify({ ...json, ...changes })),
  }
}

/** As a terminal with that key would take it. */
const taken = async (path: string, key: string, terminal: string) =>
  checkSigned(
    { content: await readFile(path), signatures: await readFile(`${path}.sig`, 'latin1') },
    { keys: [key], terminal, version: 2 },
  )

it('signs a configuration as it is, and a terminal with the key takes it', async () => {
  const { path, key, id, write } = await files()
  const made = await makeKey(key, RIGHT)
  await write({ signed: { version: 3 } })
  const before = await readFile(path, 'utf8')
  expect(await signConfig(path, key, keyboard('wrong horse'))).toMatchObject(fail('PASSPHRASE_WRONG'))
  expect(existsSync(`${path}.sig`)).toBe(false)
  expect(await signConfig(path, key, RIGHT)).toEqual(
    ok(expect.stringMatching(new RegExp(`version 3 for ${id}$`))),
  )
  expect(await readFile(path, 'utf8')).toBe(before)
  expect(await taken(path, made.ok ? made.value : '', id)).toMatchObject(ok({ version: 3 }))
})

it('signs none that no terminal would take: with a mistake, or without a version', async () => {
  const { path, key, write } = await files()
  await makeKey(key, RIGHT)
  const refused = (detail: string) => ({
    error: { code: 'CONFIG_INVALID', detail: expect.stringContaining(detail) },
  })
  await write({})
  expect(await signConfig(path, key, RIGHT)).toMatchObject(refused('signed.version'))
  await write({ signed: { version: 3 }, speed: 1 })
  expect(await signConfig(path, key, RIGHT)).toMatchObject(refused('speed'))
  expect(existsSync(`${path}.sig`)).toBe(false)
})

it('is a command', async () => {
  const { dir, path, id, write } = await files()
  await write({ signed: { version: 3 } })
  const run = (...args: string[]) =>
    runCommand('cli/sign-config.ts', args, { INIT_CWD: dir, TAPSYR_SIGNING_PASSPHRASE: 'correct horse' })
  const made = await run('--new-key', 'key.pem')
  expect(await run('tapsyr.json', '--key', 'key.pem')).toMatchObject({ code: 0 })
  expect(await taken(path, made.out.trim(), id)).toMatchObject(ok({ version: 3 }))
}, 120_000)

it.each([[[]], [['a']], [['a', 'b', '--key', 'k']], [['a', '--new-key', 'k']], [['--what']]])(
  'does not guess what %j means',
  (args) => {
    expect(readSignConfigTask(args, '/')).toMatchObject({ kind: 'wrong' })
  },
)
