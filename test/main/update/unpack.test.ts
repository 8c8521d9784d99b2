import { execFileSync } from 'node:child_process'
import fs from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { unpack } from '#main/update/unpack.ts'
import { fail, ok } from '#src/result.ts'
import { type Member, tarGzOf, tarOf } from './release.ts'

let dir = ''
beforeEach(async () => {
  dir = await fs.mkdtemp(join(tmpdir(), 'tapsyr-unpack-'))
  await fs.mkdir(join(dir, 'into'))
})
afterEach(() => fs.rm(dir, { recursive: true }))

const into = () => join(dir, 'into')
async function unpacked(archive: Uint8Array) {
  await fs.writeFile(join(dir, 'archive'), archive)
  return unpack(join(dir, 'archive'), into(), fs)
}
/** Everything that lies in the folder above, so that nothing that got out is missed. */
const outside = async () => (await fs.readdir(dir)).sort()

describe('an archive', () => {
  it.each([['--format=ustar'], ['--format=pax'], ['--format=gnu'], ['--format=v7']])(
    'of the system’s tar with %s comes out as it went in',
    async (format) => {
      const long = format === '--format=v7' ? 'short' : `${'a'.repeat(90)}/${'b'.repeat(90)}`
      const from = join(dir, 'from')
      await fs.mkdir(join(from, 'top', 'locales', 'empty'), { recursive: true })
      await fs.writeFile(join(from, 'top', 'tapsyr'), 'run me', { mode: 0o755 })
      await fs.writeFile(join(from, 'top', 'locales', 'қазақ.pak'), Buffer.alloc(1_000_000, 'pak'))
      await fs.writeFile(join(from, 'top', 'nothing'), '')
      await fs.mkdir(dirname(join(from, 'top', long)), { recursive: true })
      await fs.writeFile(join(from, 'top', long), 'long')
      execFileSync('tar', ['-C', from, format, '-czf', join(dir, 'archive'), './top'])
      expect(await unpack(join(dir, 'archive'), into(), fs)).toEqual(ok())
      expect(() => execFileSync('diff', ['-r', from, into()])).not.toThrow()
      expect((await fs.stat(join(into(), 'top', 'tapsyr'))).mode & 0o777).toBe(0o755)
      expect((await fs.stat(join(into(), 'top', 'nothing'))).mode & 0o777).toBe(0o644)
    },
  )

  it.each<[string, Member]>([
    ['a path that goes up', { name: '../evil', body: 'x' }],
    ['a path that goes up in the middle', { name: 'a/../../evil', body: 'x' }],
    ['an absolute path', { name: '/tmp/evil', body: 'x' }],
    ['a path of Windows', { name: '..\\evil', body: 'x' }],
    ['a symbolic link', { name: 'link', type: '2', link: '/etc' }],
    ['a hard link', { name: 'link', type: '1', link: '../archive' }],
    ['a device', { name: 'null', type: '3' }],
    ['a pipe', { name: 'pipe', type: '6' }],
    ['a long name that goes up', { name: '././@LongLink', type: 'L', body: '../../evil\0' }],
    ['an extended name that goes up', { name: 'pax', type: 'x', body: '19 path=../../evil\n' }],
    ['a header without an end', { name: 'pax', type: 'x', body: 'x'.repeat(20_000) }],
  ])('with %s is refused', async (_what, member) => {
    const archive = tarGzOf([{ name: 'good', body: '1' }, member, { name: 'good2', body: '2' }])
    expect(await unpacked(archive)).toMatchObject(fail('UPDATE_ARCHIVE_INVALID'))
    expect(await outside()).toEqual(['archive', 'into'])
  })

  it('that names a file twice is refused', async () => {
    const twice = tarGzOf([
      { name: 'a', body: '1' },
      { name: 'a', body: '2' },
    ])
    expect((await unpacked(twice)).ok).toBe(false)
  })

  it('cut off anywhere is refused, and never hangs', async () => {
    const whole = tarOf([
      { name: 'a', body: 'x'.repeat(700) },
      { name: 'b', body: 'y' },
    ])
    // Behind the last file come only zeros.
    const needed = whole.length - 1024
    await fc.assert(
      fc.asyncProperty(fc.nat(needed - 1), async (length) => {
        await fs.rm(into(), { recursive: true })
        await fs.mkdir(into())
        expect(await unpacked(gzipSync(whole.subarray(0, length)))).toMatchObject(
          fail('UPDATE_ARCHIVE_INVALID'),
        )
      }),
      { numRuns: 40 },
    )
  })

  it('of which bytes were changed leads nowhere else', async () => {
    const whole = tarOf([{ name: 'a/b', body: 'x' }])
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(255), async (at, byte) => {
        const changed = Buffer.from(whole)
        changed.writeUInt8(byte, at)
        await fs.rm(into(), { recursive: true })
        await fs.mkdir(into())
        await unpacked(gzipSync(changed))
        expect(await outside()).toEqual(['archive', 'into'])
      }),
      { numRuns: 60 },
    )
  })

  it('that is no gzip, or half of one, is refused', async () => {
    const whole = tarGzOf([
      { name: 'a', body: Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * i) % 251)) },
    ])
    expect(await unpacked(Buffer.from('garbage'))).toMatchObject(fail('UPDATE_ARCHIVE_INVALID'))
    expect(await unpacked(whole.subarray(0, whole.length / 2))).toMatchObject(fail('UPDATE_ARCHIVE_INVALID'))
  })

  it('for which the disk has no room is told from one that is damaged', async () => {
    const full: typeof fs.open = async (path, flags, mode) => {
      const file = await fs.open(path, flags, mode)
      if (flags === 'wx')
        file.writeFile = async () => {
          throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })
        }
      return file
    }
    await fs.writeFile(join(dir, 'archive'), tarGzOf([{ name: 'a', body: 'x' }]))
    expect(await unpack(join(dir, 'archive'), into(), { ...fs, open: full })).toMatchObject(
      fail('FILE_WRITE_FAILED', expect.stringContaining('ENOSPC')),
    )
  })
})
