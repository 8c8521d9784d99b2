import { mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { Stop } from './run.mjs'

/** Our cache folder, outside the repository: a fresh clone finds what an older one fetched. */
export function cacheFolder() {
  const folder = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'tapsyr')
  try {
    mkdirSync(folder, { recursive: true })
  } catch (error) {
    throw new Stop(
      `Cannot make the cache folder (${error.message}). Set XDG_CACHE_HOME to a folder you may write to.`,
    )
  }
  return folder
}
