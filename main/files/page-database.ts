import { readFile, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * Chromium answers almost any damage to the page's database with an empty one, which the page then
 * fills from the journal. One it can neither open nor delete: CURRENT names a manifest that is not
 * there. Moved out of the way before a window opens, it is as if it had never been.
 * Returns the folder's new name, or undefined when nothing was wrong or could be done.
 */
export async function setAsideUnopenable(
  userData: string,
  { origin, now }: { readonly origin: string; readonly now: number },
): Promise<string | undefined> {
  const name = `${origin.replace('://', '_')}_0.indexeddb.leveldb`
  const dir = join(userData, 'IndexedDB', name)
  const current = await readFile(join(dir, 'CURRENT'), 'utf8').catch(() => '')
  const manifest = /^(MANIFEST-\d+)\n$/.exec(current)?.[1]
  if (manifest === undefined || (await exists(join(dir, manifest)))) return undefined
  const aside = join(userData, `${name}.unopenable-${now}`)
  return rename(dir, aside).then(
    () => aside,
    () => undefined,
  )
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    (error: NodeJS.ErrnoException) => error.code !== 'ENOENT',
  )
