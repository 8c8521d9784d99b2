import { posix } from 'node:path'

/** The parts of the program, the more special one first, and what each may import of ours. */
const AREAS = [
  { area: 'src/ipc', mayImport: ['src', 'src/ipc'] },
  { area: 'src', mayImport: ['src', 'src/ipc'] },
  { area: 'drivers/emulator', mayImport: ['src', 'drivers', 'drivers/emulator'] },
  { area: 'drivers', mayImport: ['src', 'drivers'] },
  { area: 'main/preload', mayImport: ['src/ipc', 'main/preload'] },
  { area: 'main', mayImport: ['src', 'src/ipc', 'drivers', 'main'] },
  { area: 'cli', mayImport: ['src', 'src/ipc', 'drivers', 'main', 'cli'] },
  { area: 'settler', mayImport: ['src', 'src/ipc', 'drivers', 'main', 'cli', 'settler'] },
  { area: 'renderer', mayImport: ['src', 'src/ipc', 'renderer'] },
  {
    area: 'simulator',
    mayImport: ['src', 'src/ipc', 'drivers', 'drivers/emulator', 'simulator'],
  },
  { area: 'test', mayImport: 'anything' },
  { area: 'scripts', mayImport: ['scripts'] },
]

/** Outside packages that only some folders may use. The simulator, the tests and the scripts use what they like. */
const PACKAGES = [
  { name: 'node', match: /^node:/, only: ['drivers', 'main', 'cli', 'settler'], except: ['main/preload'] },
  { name: 'electron', match: /^electron(\/|$)/, only: ['main'] },
  { name: 'ethers', match: /^ethers(\/|$)/, only: ['main/chain', 'main/keys'] },
  { name: 'secp256k1', match: /^secp256k1(\/|$)/, only: ['main/crypto'] },
  { name: 'serialport', match: /^(serialport|@serialport\/.*)$/, only: ['drivers/link'] },
  { name: 'node-hid', match: /^node-hid$/, only: ['drivers/link'] },
  { name: 'pcsc-mini', match: /^pcsc-mini$/, only: ['drivers/pcsc'] },
  { name: 'NATS', match: /^@nats-io\//, only: ['main/fleet', 'cli/fleet', 'settler'] },
  { name: 'dexie', match: /^dexie(\/|$)/, only: ['renderer/queue'] },
  {
    name: 'react',
    match: /^(react|react-dom|react-aria-components|react-i18next)(\/|$)/,
    only: ['renderer'],
  },
]
const FREE = ['simulator', 'test', 'scripts']

/** Only these outside packages reach the preload script: it runs where the page runs. */
const PRELOAD_PACKAGES = /^electron(\/|$)/

const IMPORTS = [
  /^[ \t]*(?:import|export)\b[^'"`;]*?\bfrom\s*(['"])([^'"\n]+)\1/gm,
  /^[ \t]*import\s*(['"])([^'"\n]+)\1/gm,
  /\b(?:import|require)\s*\(\s*(['"`])([^'"`\n]+)\1/g,
]

const isIn = (path, folder) => path === folder || path.startsWith(`${folder}/`)
const areaOf = (path) => AREAS.find(({ area }) => isIn(path, area))
const top = (path) => path.split('/')[0]

/** Every module that a file names, with its line. */
export function importsOf(text) {
  return IMPORTS.flatMap((pattern) =>
    [...text.matchAll(pattern)].map((found) => {
      const before = text.slice(0, found.index + found[0].length)
      return { specifier: found[2], line: before.split('\n').length }
    }),
  )
}

/** The path from the repository's root that an import of our own files means; undefined for a package. */
function targetOf(file, specifier) {
  if (specifier.startsWith('#')) return posix.normalize(specifier.slice(1))
  if (specifier.startsWith('.')) return posix.join(posix.dirname(file), specifier)
  return undefined
}

function whyNotOurs(file, specifier, target) {
  const from = areaOf(file)
  const to = areaOf(target)
  if (from.mayImport === 'anything') return undefined
  if (!to) return `${target} lies in none of the program's folders`
  if (!from.mayImport.includes(to.area)) return `${from.area} may not import ${to.area}`
  if (specifier.startsWith('.') && top(file) !== top(target))
    return `name another folder as #${top(target)}/…, not by a relative path`
  return undefined
}

function whyNotPackage(file, specifier) {
  if (FREE.some((folder) => isIn(file, folder))) return undefined
  if (isIn(file, 'main/preload') && !PRELOAD_PACKAGES.test(specifier))
    return 'main/preload may import only electron and #src/ipc/**'
  const rule = PACKAGES.find(({ match }) => match.test(specifier))
  if (!rule) return undefined
  const allowed =
    rule.only.some((folder) => isIn(file, folder)) && !rule.except?.some((folder) => isIn(file, folder))
  return allowed ? undefined : `${rule.name} may be imported only in ${rule.only.join(', ')}`
}

/** Why a file may not import a module; undefined when it may. */
export function whyNot(file, specifier) {
  if (!areaOf(file)) return undefined
  const target = targetOf(file, specifier)
  return target === undefined ? whyNotPackage(file, specifier) : whyNotOurs(file, specifier, target)
}

/** All imports of one file that go in a forbidden direction. `file` is its path from the root. */
export function violations(file, text) {
  return importsOf(text).flatMap(({ specifier, line }) => {
    const why = whyNot(file, specifier)
    return why === undefined ? [] : [{ file, line, specifier, why }]
  })
}
