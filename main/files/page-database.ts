import { open, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { scanLog } from './leveldb-log.ts'

export interface PageDatabase {
  readonly origin: string
  readonly now: number
}

/**
 * A power cut or a kill in mid-write leaves an unfinished record or zeros at the end of LevelDB's
 * log. LevelDB writes behind them, and at the start after next finds a damaged database, which
 * Chromium deletes without a word (google/leveldb issue 1287). Cut back to its last whole record
 * before a window opens, the log is as it was a moment earlier, and the journal has the rest.
 * What is cut off is kept beside the profile, unless it is only zeros. Returns what it did.
 */
export async function mendLogs(userData: string, database: PageDatabase): Promise<string[]> {
  const { name, dir } = placeOf(userData, database)
  const logs = (await readdir(dir).catch(() => [])).filter((file) => file.endsWith('.log'))
  const done: string[] = []
  for (const file of logs) {
    const path = join(dir, file)
    const bytes = await readFile(path)
    const { goodBytes, end } = scanLog(bytes)
    if (end === 'whole') continue
    const rest = bytes.subarray(goodBytes)
    if (rest.some((byte) => byte !== 0))
      await writeFile(join(userData, `${name}.cut-${database.now}-${file}`), rest)
    await cutTo(path, goodBytes)
    done.push(`cut ${rest.length} bytes of a ${end} record off ${file}`)
  }
  return done
}

async function cutTo(path: string, bytes: number): Promise<void> {
  const file = await open(path, 'r+')
  try {
    await file.truncate(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
}

/**
 * Chromium answers almost any damage to the page's database with an empty one, which the page then
 * fills from the journal. One it can neither open nor delete: CURRENT names a manifest that is not
 * there. Moved out of the way before a window opens, it is as if it had never been.
 * Returns the folder's new name, or undefined when nothing was wrong or could be done.
 */
export async function setAsideUnopenable(
  userData: string,
  database: PageDatabase,
): Promise<string | undefined> {
  const { name, dir } = placeOf(userData, database)
  const current = await readFile(join(dir, 'CURRENT'), 'utf8').catch(() => '')
  const manifest = /^(MANIFEST-\d+)\n$/.exec(current)?.[1]
  if (manifest === undefined || (await exists(join(dir, manifest)))) return undefined
  const aside = join(userData, `${name}.unopenable-${database.now}`)
  return rename(dir, aside).then(
    () => aside,
    () => undefined,
  )
}

function placeOf(userData: string, { origin }: PageDatabase) {
  const name = `${origin.replace('://', '_')}_0.indexeddb.leveldb`
  return { name, dir: join(userData, 'IndexedDB', name) }
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    (error: NodeJS.ErrnoException) => error.code !== 'ENOENT',
  )
