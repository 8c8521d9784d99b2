import { spawnSync } from 'node:child_process'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { fetchOffer } from '#main/update/feed.ts'
import { ok } from '#src/result.ts'
import { readSignUpdateTask } from '../../cli/sign-update-options.ts'

const ROOT = join(import.meta.dirname, '../..')
let dir = ''
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'tapsyr-sign-'))
})
afterEach(() => rm(dir, { recursive: true }))

function signUpdate(args: readonly string[], passphrase = 'correct horse') {
  const command = [join(ROOT, 'node_modules/.bin/tsx'), join(ROOT, 'cli/sign-update.ts'), ...args]
  const env = { ...process.env, INIT_CWD: dir, TAPSYR_SIGNING_PASSPHRASE: passphrase }
  return spawnSync(process.execPath, command, { cwd: ROOT, env, encoding: 'utf8' })
}

it('makes a key and signs a version, as terminals with that key take it', async () => {
  const key = signUpdate(['--new-key', 'key.pem']).stdout.trim()
  expect((await stat(join(dir, 'key.pem'))).mode & 0o777).toBe(0o600)
  expect(await readFile(join(dir, 'key.pem'), 'utf8')).toContain('ENCRYPTED')
  expect(signUpdate(['--new-key', 'key.pem']).status).toBe(1)

  await writeFile(join(dir, 'tapsyr-0.2.0-linux-x64.tar.gz'), 'archive')
  const archive = 'tapsyr-0.2.0-linux-x64.tar.gz'
  expect(signUpdate([archive, '--key', 'key.pem', '--percentage', '20'], 'wrong horse').status).toBe(1)
  expect(signUpdate([archive, '--key', 'key.pem', '--percentage', '20']).status).toBe(0)

  const offer = await fetchOffer({ url: 'https://x.kz/', key, channel: 'latest' }, async (url) =>
    ok(await readFile(join(dir, new URL(url).pathname))),
  )
  expect(offer).toMatchObject(ok({ version: '0.2.0', percentage: 20, archive: { size: 7 } }))
}, 120_000)

it.each([
  [[]],
  [['a', 'b', '--key', 'k']],
  [['a']],
  [['a', '--key', 'k', '--percentage', '101']],
  [['--what']],
])('does not guess what %j means', (args) => {
  expect(readSignUpdateTask(args, '/')).toMatchObject({ kind: 'wrong' })
})
