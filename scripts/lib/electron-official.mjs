import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { cacheFolder } from './cache.mjs'
import { ROOT, run, say } from './run.mjs'

const PACKAGE = join(ROOT, 'node_modules/electron')
const DOWNLOAD_LIMIT_MS = 5 * 60_000
const TRY_AGAIN_AFTER_MS = 24 * 3600_000

const read = (file) => readFileSync(join(PACKAGE, file), 'utf8')

export const officialVersion = () => JSON.parse(read('package.json')).version

/** The binary that the npm package `electron` downloaded; undefined when there is none, or half of one. */
export function installedOfficial() {
  try {
    const dist = join(PACKAGE, 'dist')
    const executable = join(dist, read('path.txt'))
    const version = read('dist/version').replace(/^v/, '')
    if (version !== officialVersion() || !existsSync(executable)) return undefined
    return { dist, executable, version }
  } catch {
    return undefined
  }
}

const failureStamp = () => join(cacheFolder(), `electron-${officialVersion()}-not-downloaded`)

/** Makes the next start try the download again, however short ago it failed. */
export const forgetFailedDownload = () => rmSync(failureStamp(), { force: true })

function failedLately() {
  const stamp = statSync(failureStamp(), { throwIfNoEntry: false })
  return stamp !== undefined && Date.now() - stamp.mtimeMs < TRY_AGAIN_AFTER_MS
}

/** Lets the npm package fetch its binary. A failure is remembered, so that not every start waits for it. */
export async function downloadOfficial() {
  if (failedLately()) return undefined
  say(`Downloading Electron ${officialVersion()} …`)
  const options = { quiet: true, timeoutMs: DOWNLOAD_LIMIT_MS }
  await run(process.execPath, [join(PACKAGE, 'install.js')], options)
  const installed = installedOfficial()
  if (!installed) writeFileSync(failureStamp(), '')
  return installed
}
