import fs from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { PlainFiles } from '#main/update/unpack.ts'
import { openVersions } from '#main/update/versions.ts'
import { fail, ok } from '#src/result.ts'
import { programOf, tarGzOf } from './release.ts'

let dir = ''
let archive = ''
const said: string[] = []
beforeEach(async () => {
  const home = await fs.mkdtemp(join(tmpdir(), 'tapsyr-versions-'))
  dir = join(home, 'versions')
  archive = join(home, 'update.tar.gz')
  await fs.writeFile(archive, tarGzOf(programOf('0.2.0')))
  said.length = 0
})
afterEach(() => fs.rm(join(dir, '..'), { recursive: true }))

const open = (running = '0.1.0', started = '', files: PlainFiles = fs) =>
  openVersions({ dir, running, started, files, log: (message) => said.push(message) })
const names = async () => (await fs.readdir(dir).catch(() => [])).sort()
const link = (name: string) => fs.readlink(join(dir, name)).catch(() => null)
const note = async (name: string, text = '') => {
  await fs.mkdir(dir, { recursive: true })
  await fs.writeFile(join(dir, name), text)
}

describe('a version that is installed', () => {
  it('lies under its name, whole, and is what starts next', async () => {
    const versions = open()
    expect(await versions.install('0.2.0', archive)).toEqual(ok())
    expect(await fs.readFile(join(dir, '0.2.0/tapsyr'), 'utf8')).toBe('#!/bin/sh\necho 0.2.0\n')
    expect(await names()).toEqual(['0.2.0'])
    expect(await versions.switchTo('0.2.0')).toEqual(ok())
    expect([await link('current'), await link('previous')]).toEqual(['0.2.0', null])
  })

  it('has the one that runs behind it', async () => {
    await open().install('0.2.0', archive)
    await open().switchTo('0.2.0')
    const later = open('0.2.0', '0.2.0')
    await later.proveHealthy()
    await later.install('0.3.0', archive)
    await later.switchTo('0.3.0')
    expect([await link('current'), await link('previous')]).toEqual(['0.3.0', '0.2.0'])
  })

  it('takes no place of one that works when the running one has not shown that it does', async () => {
    await note('0.1.5.healthy')
    await open('0.1.5', '0.1.5').switchTo('0.2.0')
    await open('0.2.0', '0.2.0').switchTo('0.3.0')
    expect([await link('current'), await link('previous')]).toEqual(['0.3.0', '0.1.5'])
  })

  it('is not unpacked twice', async () => {
    await open().install('0.2.0', archive)
    expect(await open().install('0.2.0', '/nowhere')).toEqual(ok())
  })

  it.each([
    ['with nothing to start', [{ name: 'tapsyr-0.2.0/readme', body: 'x' }]],
    ['with a program that cannot be executed', [{ name: 'tapsyr', body: 'x' }]],
    ['that leads out of its folder', [...programOf('0.2.0'), { name: '../../0.9.9/tapsyr', body: 'x' }]],
  ])('%s leaves nothing behind', async (_what, members) => {
    await fs.writeFile(archive, tarGzOf(members))
    expect(await open().install('0.2.0', archive)).toMatchObject(fail('UPDATE_ARCHIVE_INVALID'))
    expect(await names()).toEqual([])
  })

  it('survives a kill at every step: either it is not there, or it is whole', async () => {
    const steps = ['mkdir', 'open', 'rename', 'rm', 'symlink'] as const
    for (let killAt = 1; ; killAt += 1) {
      await fs.rm(dir, { recursive: true, force: true })
      let step = 0
      const killed = new Error('killed')
      const counted =
        <A extends unknown[], R>(task: (...args: A) => R) =>
        (...args: A): R => {
          step += 1
          // From there on nothing reaches the disk any more.
          if (step >= killAt) throw killed
          return task(...args)
        }
      const dying: PlainFiles = {
        ...fs,
        ...Object.fromEntries(steps.map((name) => [name, counted<never[], unknown>(fs[name])])),
      }
      const dead = open('0.1.0', '', dying)
      const installed = await dead.install('0.2.0', archive)
      const switched = installed.ok ? await dead.switchTo('0.2.0') : installed
      const current = await link('current')
      expect([null, '0.2.0']).toContain(current)
      if (current !== null || (await names()).includes('0.2.0'))
        expect((await fs.readFile(join(dir, '0.2.0/resources/app.asar'))).length).toBe(3000)

      // The next start finishes what this one could not.
      const next = open()
      expect(await next.install('0.2.0', archive)).toEqual(ok())
      expect(await next.switchTo('0.2.0')).toEqual(ok())
      expect(await names()).toEqual(expect.arrayContaining(['0.2.0', 'current']))
      expect(await names()).not.toContain('unpacking')
      if (switched.ok) {
        expect(step).toBeLessThan(killAt)
        expect(killAt).toBeGreaterThan(10)
        break
      }
    }
  })
})

describe('a version on trial', () => {
  it('is counted until it has shown that it works', async () => {
    await note('0.2.0.starts', '1\n')
    const versions = open('0.2.0', '0.2.0')
    expect(await versions.isOnTrial()).toBe(true)
    await versions.proveHealthy()
    expect(await versions.isOnTrial()).toBe(false)
    expect(await names()).toContain('0.2.0.healthy')
  })

  it('that says it is another stays on trial: it would be fetched for ever', async () => {
    await note('0.2.0.starts', '1\n')
    await open('0.1.0', '0.2.0').proveHealthy()
    expect(await names()).toEqual(['0.2.0.starts'])
    expect(said).toEqual(['version 0.2.0 says it is 0.1.0: it stays on trial'])
  })

  it('that works takes away what is older than the one before it', async () => {
    for (const version of ['0.1.5', '0.2.0', '0.3.0', '0.4.0'])
      await fs.mkdir(join(dir, version), { recursive: true })
    for (const name of ['0.1.5.healthy', '0.1.7.failed', '0.2.0.healthy', '0.3.0.starts', '0.4.0.failed'])
      await note(name)
    await fs.symlink('0.2.0', join(dir, 'previous'))
    await fs.symlink('0.3.0', join(dir, 'current'))
    await open('0.3.0', '0.3.0').proveHealthy()
    expect(await names()).toEqual([
      ...['0.2.0', '0.2.0.healthy', '0.3.0', '0.3.0.healthy', '0.3.0.starts', '0.4.0.failed'],
      ...['current', 'previous'],
    ])
  })

  it('that failed is known, with the reason, until a newer one runs', async () => {
    await note('0.3.0.failed', '2026-11-27T06:00:00Z no success in 3 starts\n')
    const versions = open('0.2.0', '0.2.0')
    const why = '2026-11-27T06:00:00Z no success in 3 starts'
    expect(await versions.failed()).toEqual({ version: '0.3.0', why })
    expect([await versions.hasFailed('0.3.0'), await versions.hasFailed('0.4.0')]).toEqual([true, false])
    expect(await open('0.4.0', '0.4.0').failed()).toBeNull()
  })
})
