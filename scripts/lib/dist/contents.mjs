import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { extractFile, listPackage } from '@electron/asar'
import { ROOT } from '../run.mjs'
import { MODULE_LIST } from './module-list.mjs'

/** Folders of the repository from which nothing may get into a terminal that takes money. */
const NOT_FOR_SALE = /^(test|simulator|cli|scripts|drivers\/emulator)\//
const NOT_TO_RUN = /\.(map|ts|mts|cts|tsx|c|cc|cpp|h|gyp)$/
const BUNDLES = ['main', 'preload', 'renderer']
/** What only a bundle with leftovers says: a link to a source map, or the seed of the simulator's cards. */
const LEFTOVERS = ['sourceMappingURL=', 'Tapsyr simulator card']

export const asarOf = (folder) => join(folder, 'resources/app.asar')

/** Paths in the archive, from its root, with forward slashes. Folders are among them. */
const pathsIn = (asar) => listPackage(asar).map((path) => path.replaceAll('\\', '/').slice(1))

/** Every file that the bundles were made from, as the build wrote it down. */
export const bundledFiles = () =>
  BUNDLES.flatMap((name) => JSON.parse(readFileSync(join(ROOT, 'out', name, MODULE_LIST), 'utf8')))

const packageOf = (path) => /^((?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1]
const nameOf = (path) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)

/** The packages in the archive, each with its path there and in the lock file: electron-builder moves some. */
function packedPackages(folder) {
  const asar = asarOf(folder)
  const locked = Object.entries(readLock().packages)
  return pathsIn(asar)
    .filter((path) => path === `${packageOf(path)}/package.json`)
    .map((path) => {
      const { name, version } = JSON.parse(extractFile(asar, path).toString())
      const [found] = locked.filter(([each, entry]) => nameOf(each) === name && entry.version === version)
      return { path: packageOf(path), lockPath: found?.[0], isDev: !found || found[1].dev === true }
    })
}

/** The npm packages in a packed program, bundled or beside the bundles, as paths from the root. */
export function shippedPackages(folder) {
  const bundled = bundledFiles().map(packageOf)
  const packed = packedPackages(folder).map(({ lockPath }) => lockPath)
  return [...new Set([...bundled, ...packed])].filter((path) => path !== undefined).sort()
}

/** The native modules that lie beside the archive, as paths from its root. */
export function nativeModules(folder) {
  const unpacked = `${asarOf(folder)}.unpacked`
  const files = existsSync(unpacked) ? readdirSync(unpacked, { recursive: true, withFileTypes: true }) : []
  return files
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(unpacked.length + 1)
        .replaceAll('\\', '/'),
    )
    .sort()
}

/** What is in a packed program and must not be, in words; empty when all is well. */
export function wrongIn(folder) {
  const asar = asarOf(folder)
  const paths = pathsIn(asar)
  return [
    ...bundledFiles()
      .filter((path) => NOT_FOR_SALE.test(path))
      .map((path) => `${path} is in a bundle`),
    ...paths
      .filter((path) => !path.startsWith('node_modules/') && NOT_FOR_SALE.test(path))
      .map((path) => `${path} is packed`),
    ...paths.filter((path) => NOT_TO_RUN.test(path)).map((path) => `${path} is packed, and never runs`),
    ...packedPackages(folder)
      .filter(({ isDev }) => isDev)
      .map(({ path }) => `${path} is packed, and is no dependency`),
    ...nativeModules(folder)
      .filter((path) => !path.endsWith('.node') || !/(linux-x64|linux-x86_64-gnu|win32-x64)\//.test(path))
      .map((path) => `${path} is unpacked, and is no module of this machine`),
    ...paths
      .filter((path) => /^out\/.*\.(js|cjs)$/.test(path))
      .flatMap((path) => {
        const text = extractFile(asar, path).toString()
        return LEFTOVERS.filter((word) => text.includes(word)).map((word) => `${path} says ${word}`)
      }),
    ...(existsSync(join(folder, 'resources/default_app.asar')) ? ['a second program lies beside it'] : []),
  ]
}

const readLock = () => JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'))
