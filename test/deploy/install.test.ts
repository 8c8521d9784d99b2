import { execFileSync, spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const DEPLOY = join(import.meta.dirname, '../../deploy/linux')
const UNIT = 'etc/systemd/system/tapsyr.service'

let root = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'tapsyr-root-'))
})
afterEach(() => rmSync(root, { recursive: true }))

const run = (script: string, ...args: string[]) =>
  execFileSync('sh', [join(DEPLOY, script), '--root', root, ...args])
const tree = () =>
  readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .sort()

describe('install.sh and uninstall.sh', () => {
  it('give the same tree when run twice, readable by all', () => {
    run('install.sh')
    const once = tree()
    run('install.sh')
    expect(tree()).toEqual(once)
    expect(once).toContain('etc/systemd/system/multi-user.target.wants/tapsyr.service')
    expect(once).toContain('usr/lib/udev/rules.d/60-tapsyr.rules')
    expect(statSync(join(root, UNIT)).mode & 0o777).toBe(0o644)
  })

  it('take back everything but what the terminal wrote', () => {
    mkdirSync(join(root, 'var/lib/tapsyr/data'), { recursive: true })
    writeFileSync(join(root, 'var/lib/tapsyr/data/tapsyr.json'), '{}')
    run('install.sh', '--x11')
    expect(existsSync(join(root, 'etc/systemd/system/tapsyr.service.d/x11.conf'))).toBe(true)
    run('uninstall.sh')
    expect(tree()).toEqual(['var/lib/tapsyr/data/tapsyr.json'])
    run('uninstall.sh')
  })

  it('leave the Debian package its own files', () => {
    mkdirSync(join(root, 'var/lib/dpkg/info'), { recursive: true })
    writeFileSync(join(root, 'var/lib/dpkg/info/tapsyr.list'), '')
    run('install.sh')
    run('uninstall.sh')
    expect(tree().filter((path) => path.startsWith('etc/'))).toEqual([])
    expect(tree()).toContain('usr/lib/sysusers.d/tapsyr.conf')
  })
})

it('names in the service only files that the package has, executable', () => {
  const text = readFileSync(join(DEPLOY, 'system', UNIT), 'utf8')
  const names = [...text.matchAll(/\/opt\/Tapsyr\/resources\/deploy\/(\S+)/g)].map(([, name = '']) => name)
  expect(names.length).toBeGreaterThan(0)
  for (const name of names) expect(statSync(join(DEPLOY, name)).mode & 0o111).toBe(0o111)
})

it('waits longer after each quick end, a minute at most, and not after a long run or a restart asked for', () => {
  const uptime = join(root, 'uptime')
  const waited = (at: number): string => {
    writeFileSync(uptime, `${at}.50 1.00\n`)
    const env = { ...process.env, RUNTIME_DIRECTORY: root, TAPSYR_UPTIME: uptime, TAPSYR_SLEEP: 'echo' }
    const { status, stdout } = spawnSync('sh', [join(DEPLOY, 'tapsyr-pace')], { env, encoding: 'utf8' })
    expect(status).toBe(0)
    return stdout.trim()
  }
  const quick = [100, 110, 120, 130, 140, 150, 160, 170, 180, 190].map(waited)
  expect(quick).toEqual(['', '', '1', '2', '4', '8', '16', '32', '60', '60'])
  expect([waited(1000), waited(1001), waited(1002)]).toEqual(['', '', '1'])
  writeFileSync(join(root, 'ended'), '75\n')
  expect([waited(1003), waited(1004)]).toEqual(['', ''])
  writeFileSync(join(root, 'starts'), 'garbage')
  expect(waited(1005)).toBe('')
})
