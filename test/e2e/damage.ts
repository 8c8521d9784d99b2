import { readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** What Chromium calls the page's database; it is a LevelDB. */
export const databaseDir = (userDataDir: string): string =>
  join(userDataDir, 'IndexedDB', 'app_kiosk_0.indexeddb.leveldb')

/** Every way of losing it that was tried: Chromium answers most with an empty database and no error. */
export const DAMAGES: Readonly<Record<string, (dir: string) => Promise<void>>> = {
  'the newest .log has 16 bytes flipped': (dir) => onNewest(dir, /\.log$/, flip),
  'the newest .log ends in zeros': (dir) => onNewest(dir, /\.log$/, zeroTail),
  'the newest .log is cut in half': (dir) => onNewest(dir, /\.log$/, cutInHalf),
  'the newest .log lacks 3 bytes': (dir) => onNewest(dir, /\.log$/, (file) => cut(file, 3)),
  'the newest .log is empty': (dir) => onNewest(dir, /\.log$/, (file) => truncate(file, 0)),
  'the newest .log is deleted': (dir) => onNewest(dir, /\.log$/, remove),
  'an .ldb has 16 bytes flipped': (dir) => onNewest(dir, /\.ldb$/, flip),
  'an .ldb is cut in half': (dir) => onNewest(dir, /\.ldb$/, cutInHalf),
  'an .ldb is deleted': (dir) => onNewest(dir, /\.ldb$/, remove),
  'MANIFEST has 16 bytes flipped': (dir) => onNewest(dir, /^MANIFEST/, flip),
  'MANIFEST is cut in half': (dir) => onNewest(dir, /^MANIFEST/, cutInHalf),
  'MANIFEST is deleted': (dir) => onNewest(dir, /^MANIFEST/, remove),
  'CURRENT is empty': (dir) => truncate(join(dir, 'CURRENT'), 0),
  'CURRENT is deleted': (dir) => remove(join(dir, 'CURRENT')),
  'the whole directory is deleted': (dir) => rm(dir, { recursive: true }),
}

type Hurt = (file: string) => Promise<void>

async function onNewest(dir: string, pattern: RegExp, hurt: Hurt): Promise<void> {
  const newest = (await readdir(dir))
    .filter((name) => pattern.test(name))
    .sort()
    .at(-1)
  if (!newest) throw new Error(`no file like ${pattern} to damage`)
  await hurt(join(dir, newest))
}

const remove: Hurt = (file) => rm(file)

const flip: Hurt = (file) =>
  change(file, (bytes) => {
    const middle = Math.floor(bytes.length / 2)
    for (const [i, byte] of bytes.subarray(middle, middle + 16).entries()) bytes[middle + i] = byte ^ 0xff
    return bytes
  })

const zeroTail: Hurt = (file) => change(file, (bytes) => bytes.fill(0, Math.floor(bytes.length * 0.8)))

const cutInHalf: Hurt = (file) => change(file, (bytes) => bytes.subarray(0, Math.floor(bytes.length / 2)))

const cut = (file: string, count: number) => change(file, (bytes) => bytes.subarray(0, -count))

async function change(file: string, edit: (bytes: Buffer) => Buffer): Promise<void> {
  await writeFile(file, edit(await readFile(file)))
}
