import { spawnSync } from 'node:child_process'
import fs from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { systemClock } from '#drivers/system-clock.ts'
import { httpGet } from '#main/rates/http-get.ts'
import { download } from '#main/update/download.ts'
import { fetchOffer } from '#main/update/feed.ts'
import { readMemory, writeMemory } from '#main/update/memory.ts'
import { type Activity, NOTHING_GOES_ON } from '#main/update/safe-moment.ts'
import { createUpdater } from '#main/update/updater.ts'
import { openVersions } from '#main/update/versions.ts'
import { ok } from '#src/result.ts'
import { release, serveFiles, tarGzOf, updateKey } from '../main/update/release.ts'

const LAUNCHER = join(import.meta.dirname, '../../deploy/linux/tapsyr-launch')
const START_AGAIN = 75

let home = ''
beforeEach(async () => {
  home = await fs.mkdtemp(join(tmpdir(), 'tapsyr-update-'))
})
afterEach(() => fs.rm(home, { recursive: true }))

/** A program that is healthy, or ends at once; it stands for the terminal, whose updater runs here. */
const program = (version: string, works: boolean) =>
  tarGzOf([
    {
      name: `tapsyr-${version}/tapsyr`,
      mode: 0o755,
      body: `#!/bin/sh\necho ${version}\nexit ${works ? 0 : 1}\n`,
    },
  ])

function start() {
  const env = { PATH: process.env.PATH, TAPSYR_HOME: home, TAPSYR_BASE: join(home, 'base') }
  const { stdout, status } = spawnSync(LAUNCHER, [], { env, encoding: 'utf8' })
  return { version: stdout.trim(), status }
}

/** What `installed` does until it restarts, or refuses what is offered. */
async function run(installed: string, started: string, url: string, key: string, activity?: Activity) {
  const versions = openVersions({
    ...{ dir: join(home, 'versions'), running: installed, started, files: fs },
    log: () => undefined,
  })
  await fs.mkdir(join(home, 'versions'), { recursive: true })
  await versions.proveHealthy()
  const path = join(home, 'update.tar.gz')
  const memoryPath = join(home, 'update.json')
  const config = { url, key, channel: 'latest' }
  const limits = { accept: '*/*', timeoutMs: 5000, maxBytes: 10_000 }
  const memory = await readMemory(memoryPath, installed)
  const rolledBack = await versions.failed()
  return new Promise<string>((resolve) => {
    const updater = createUpdater({
      ...{ installed, versions, memory, rolledBack, clock: systemClock },
      checkEveryMs: 50,
      quietMs: 50,
      fetchOffer: () => fetchOffer(config, (file) => httpGet(file, limits)),
      async download(archive, onPercent, cancel) {
        const fetched = await download(archive, path, { onPercent, cancel })
        return fetched.ok ? ok(path) : fetched
      },
      discard: () => fs.rm(path, { force: true }),
      remember: (next) => writeMemory(memoryPath, next),
      restart() {
        updater.stop()
        resolve(`exit ${START_AGAIN}`)
      },
      onFault({ code }) {
        updater.stop()
        resolve(code)
      },
      onGood: () => undefined,
      log: () => undefined,
    })
    updater.start(activity ?? NOTHING_GOES_ON)
  })
}

test('a signed version is taken when a payment has settled, a broken one is left, a newer one comes', async () => {
  const { privateKey, publicKey } = updateKey()
  await fs.mkdir(join(home, 'base'))
  await fs.writeFile(join(home, 'base/tapsyr'), '#!/bin/sh\necho 0.1.0\n', { mode: 0o755 })
  const files = new Map(release({ version: '0.2.0', archive: program('0.2.0', true) }, privateKey))
  const { url, server } = await serveFiles(files)
  const offer = (version: string, works: boolean, key = privateKey) => {
    for (const [name, body] of release({ version, archive: program(version, works) }, key))
      files.set(name, body)
  }

  expect(start().version).toBe('0.1.0')
  let looks = 0
  const settling = { ...NOTHING_GOES_ON, onTheirWay: () => (looks++ < 2 ? 1 : 0) }
  expect(await run('0.1.0', '', url, publicKey, settling)).toBe('exit 75')
  expect(looks).toBeGreaterThan(2)
  expect(start().version).toBe('0.2.0')

  offer('0.3.0', false)
  expect(await run('0.2.0', '0.2.0', url, publicKey)).toBe('exit 75')
  expect([start(), start(), start(), start()]).toEqual([
    ...Array.from({ length: 3 }, () => ({ version: '0.3.0', status: 1 })),
    { version: '0.2.0', status: 0 },
  ])
  expect(await run('0.2.0', '0.2.0', url, publicKey)).toBe('UPDATE_ROLLED_BACK')
  offer('0.2.5', true)
  expect(await run('0.2.0', '0.2.0', url, publicKey)).toBe('UPDATE_OLDER')
  offer('0.4.0', true, updateKey().privateKey)
  expect(await run('0.2.0', '0.2.0', url, publicKey)).toBe('UPDATE_SIGNATURE_INVALID')
  expect(start().version).toBe('0.2.0')

  offer('0.4.0', true)
  expect(await run('0.2.0', '0.2.0', url, publicKey)).toBe('exit 75')
  expect(start().version).toBe('0.4.0')
  server.closeAllConnections()
  server.close()
})
