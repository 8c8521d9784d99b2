import { execFileSync, spawnSync } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const LAUNCHER = join(import.meta.dirname, '../../deploy/linux/tapsyr-launch')
/** The first is what Debian's /bin/sh is; the others where they are installed. */
const SHELLS = [['sh'], ['bash', '--posix'], ['busybox', 'sh']].filter(
  ([program = '']) => spawnSync('which', [program]).status === 0,
)

let home = ''
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'tapsyr-home-'))
  await program('base')
})
afterEach(async () => {
  await chmod(join(home, 'versions'), 0o755).catch(() => undefined)
  await rm(home, { recursive: true })
})

/** A program that says its version and what it was started with; healthy, as the real one, once it ran. */
async function program(version: string, { isHealthy = false } = {}): Promise<void> {
  const dir = version === 'base' ? join(home, 'base') : join(home, 'versions', version)
  await mkdir(dir, { recursive: true })
  const mark = isHealthy ? `: >"$TAPSYR_HOME/versions/$TAPSYR_VERSION.healthy"\n` : ''
  const text = `#!/bin/sh\n${mark}echo "${version} [$TAPSYR_VERSION] $*"\n`
  await writeFile(join(dir, 'tapsyr'), text, { mode: 0o755 })
}
const link = (name: string, version: string) => symlink(version, join(home, 'versions', name))
const states = async () =>
  (await readdir(join(home, 'versions'))).filter((name) => /\.(starts|healthy|failed|new)$/.test(name)).sort()

describe.each(SHELLS)('tapsyr-launch in %s', (...shell) => {
  const [command = '', ...before] = shell
  const launch = (...args: string[]) =>
    execFileSync(command, [...before, LAUNCHER, ...args], {
      env: { PATH: process.env.PATH, TAPSYR_HOME: home, TAPSYR_BASE: join(home, 'base') },
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim()

  it('starts the package where there was never an update, and hands its arguments on', () => {
    expect(launch('--kiosk', 'two words')).toBe('base [] --kiosk two words')
  })

  it('starts the current version, again and again once it was healthy', async () => {
    await program('0.2.0', { isHealthy: true })
    await link('current', '0.2.0')
    for (let n = 0; n < 6; n += 1) expect(launch('--kiosk')).toBe('0.2.0 [0.2.0] --kiosk')
    expect(await readFile(join(home, 'versions/0.2.0.starts'), 'utf8')).toBe('1\n')
  })

  it('leaves a version that was not healthy in three starts for the one before it, for good', async () => {
    await program('0.2.0', { isHealthy: true })
    await program('0.3.0')
    await link('previous', '0.2.0')
    await link('current', '0.3.0')
    expect([launch(), launch(), launch(), launch(), launch()]).toEqual([
      ...['0.3.0 [0.3.0]', '0.3.0 [0.3.0]', '0.3.0 [0.3.0]'],
      ...['0.2.0 [0.2.0]', '0.2.0 [0.2.0]'],
    ])
    expect(await readFile(join(home, 'versions/0.3.0.failed'), 'utf8')).toMatch(
      /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ no success in 3 starts\n$/,
    )
    expect(await states()).toEqual(['0.2.0.healthy', '0.2.0.starts', '0.3.0.failed', '0.3.0.starts'])
  })

  it('comes down to the package when the version before fails as well', async () => {
    await program('0.2.0')
    await program('0.3.0')
    await link('previous', '0.2.0')
    await link('current', '0.3.0')
    const started = Array.from({ length: 7 }, () => launch().split(' ')[0])
    expect(started).toEqual(['0.3.0', '0.3.0', '0.3.0', '0.2.0', '0.2.0', '0.2.0', 'base'])
  })

  it('tries a version three times even if it cannot be executed', async () => {
    await program('0.3.0')
    await writeFile(join(home, 'versions/0.3.0/tapsyr'), '#!/nowhere/at/all\n')
    await link('current', '0.3.0')
    for (let n = 0; n < 3; n += 1) expect(() => launch()).toThrow()
    expect(launch()).toBe('base []')
  })

  it.each(['../../etc', '.', '..', '0.3.0/../0.2.0', '0.9.9', '-rf', ''])(
    'never follows a link to %j',
    async (target) => {
      await program('0.2.0', { isHealthy: true })
      if (target !== '') await link('current', target)
      await link('previous', '0.2.0')
      expect(launch()).toBe('0.2.0 [0.2.0]')
    },
  )

  it('does not try what it cannot count', async () => {
    await program('0.3.0')
    await link('current', '0.3.0')
    // A folder stands where the count would be written: root may write to anything else.
    await mkdir(join(home, 'versions/0.3.0.starts.new'))
    expect(launch()).toBe('base []')
  })

  it('takes a count that a power cut left empty for none', async () => {
    await program('0.3.0')
    await link('current', '0.3.0')
    await writeFile(join(home, 'versions/0.3.0.starts'), '')
    expect([launch(), launch(), launch(), launch()].map((line) => line.split(' ')[0])).toEqual([
      ...['0.3.0', '0.3.0', '0.3.0', 'base'],
    ])
  })
})
