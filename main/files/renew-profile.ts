import { readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

/** After so many starts in a row without a page, Chromium's own files are suspected. */
export const SUSPECT_AFTER = 2
/** And then what it keeps for the page as well: the queue is rebuilt from the journal. */
export const SUSPECT_PAGE_AFTER = 4

/**
 * What Chromium makes anew by itself: caches, preferences, cookies of nobody. Not "Local State" on Windows,
 * which holds the key that the gas key is sealed with.
 */
const MADE_ANEW =
  /^(.*Cache|Code Cache|blob_storage|Cookies|Crashpad|DIPS|Dictionaries|Local State|Network Persistent State|Preferences|Session Storage|Shared Dictionary|SharedStorage|Service Worker|TransportSecurity|Trust Tokens|VideoDecodeStats|WebStorage)(-journal|-wal|-shm)?$/
const OF_THE_PAGE = ['IndexedDB', 'Local Storage']

const vainSchema = z.object({ vain: z.int().nonnegative() })

/**
 * Lets Chromium begin anew when the last starts came to nothing. Runs before Chromium opens its files, so it
 * waits for nothing. The journal, keys and configuration are not Chromium's and stay. Returns what went.
 */
export function renewProfile(userData: string, { recoveriesPath, now }: RenewParts): string[] {
  const vain = vainStarts(recoveriesPath)
  if (vain < SUSPECT_AFTER) return []
  const gone = names(userData).filter(isMadeAnew)
  for (const name of gone) rmSync(join(userData, name), { recursive: true, force: true })
  if (vain < SUSPECT_PAGE_AFTER) return gone
  const aside = OF_THE_PAGE.filter((name) => names(userData).includes(name))
  for (const name of aside) renameSync(join(userData, name), join(userData, `${name}.unopenable-${now}`))
  return [...gone, ...aside]
}

interface RenewParts {
  readonly recoveriesPath: string
  readonly now: number
}

const isMadeAnew = (name: string): boolean =>
  MADE_ANEW.test(name) && !(process.platform === 'win32' && name === 'Local State')

function names(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

function vainStarts(path: string): number {
  try {
    return vainSchema.parse(JSON.parse(readFileSync(path, 'utf8'))).vain
  } catch {
    return 0
  }
}
