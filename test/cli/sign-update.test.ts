import { execFileSync, spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { createPackage } from '@electron/asar'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { fetchOffer } from '#main/update/feed.ts'
import { fail, ok } from '#src/result.ts'
import { archivedVersion } from '../../cli/archived-version.ts'
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

/** An archive as npm run dist lays it out, by the tools of others. */
async function pack(name: string, version: string): Promise<void> {
  const from = join(dir, 'from')
  await mkdir(join(from, 'tapsyr/resources'), { recursive: true })
  await mkdir(join(dir, 'app'), { recursive: true })
  await writeFile(join(dir, 'app/package.json'), JSON.stringify({ name: 'tapsyr', version }))
  await writeFile(join(dir, 'app/a.js'), '1')
  await createPackage(join(dir, 'app'), join(from, 'tapsyr/resources/app.asar'))
  await writeFile(join(from, 'tapsyr/tapsyr'), 'x', { mode: 0o755 })
  execFileSync('tar', ['-C', from, '-czf', join(dir, name), 'tapsyr'])
}

it('makes a key and signs a version, as terminals with that key take it', async () => {
  const key = signUpdate(['--new-key', 'key.pem']).stdout.trim()
  expect((await stat(join(dir, 'key.pem'))).mode & 0o777).toBe(0o600)
  expect(await readFile(join(dir, 'key.pem'), 'utf8')).toContain('ENCRYPTED')
  expect(signUpdate(['--new-key', 'key.pem']).status).toBe(1)

  const archive = 'tapsyr-0.2.0-linux-arm64.tar.gz'
  await pack(archive, '0.2.0')
  expect(signUpdate([archive, '--key', 'key.pem', '--percentage', '20'], 'wrong horse').status).toBe(1)
  const options = ['--key', 'key.pem', '--percentage', '20', '--channel', 'beta']
  expect(signUpdate([archive, ...options]).status).toBe(0)

  // This machine may have another architecture than the terminals that it signs for.
  const offer = await fetchOffer({ url: 'https://x.kz/', key, channel: 'beta' }, async (url) =>
    ok(await readFile(join(dir, url.endsWith('.sig') ? 'beta-linux-arm64.yml.sig' : 'beta-linux-arm64.yml'))),
  )
  const { size } = await stat(join(dir, archive))
  expect(offer).toMatchObject(ok({ version: '0.2.0', percentage: 20, archive: { size } }))
}, 120_000)

it('looks into an archive first', async () => {
  const whole = join(dir, 'a.tar.gz')
  await pack('a.tar.gz', '0.2.0')
  expect(await archivedVersion(whole)).toEqual(ok('0.2.0'))
  await writeFile(join(dir, 'cut.tar.gz'), (await readFile(whole)).subarray(0, 200))
  expect(await archivedVersion(join(dir, 'cut.tar.gz'))).toMatchObject(fail('UPDATE_ARCHIVE_INVALID'))
  await writeFile(join(dir, 'empty.tar.gz'), gzipSync(Buffer.alloc(1024)))
  expect(await archivedVersion(join(dir, 'empty.tar.gz'))).toMatchObject(fail('UPDATE_ARCHIVE_INVALID'))
  expect(await archivedVersion(join(dir, 'gone.tar.gz'))).toMatchObject(fail('FILE_READ_FAILED'))
})

it('does not sign one version under the name of another', async () => {
  signUpdate(['--new-key', 'key.pem'])
  await pack('tapsyr-0.3.0-linux-x64.tar.gz', '0.2.0')
  const { status, stderr } = signUpdate(['tapsyr-0.3.0-linux-x64.tar.gz', '--key', 'key.pem'])
  expect(status).toBe(1)
  expect(stderr).toContain('the program in it is 0.2.0')
  expect(await readdir(dir)).not.toContain('latest-linux.yml')
}, 60_000)

it.each([
  [[]],
  [['a', 'b', '--key', 'k']],
  [['a']],
  [['a', '--key', 'k', '--percentage', '101']],
  // The share is written in the description, which is signed as it is.
  [['latest-linux.yml', '--key', 'k', '--percentage', '50']],
  [['a.tar.gz', '--key', 'k', '--channel', '../x']],
  [['--what']],
])('does not guess what %j means', (args) => {
  expect(readSignUpdateTask(args, '/')).toMatchObject({ kind: 'wrong' })
})
