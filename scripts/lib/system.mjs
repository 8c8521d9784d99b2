import { existsSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { must, run, Stop, say } from './run.mjs'

/** What Electron and the tests need from the system, and the Debian 12 package that brings it. */
const NEEDS = [
  { package: 'libgtk-3-0', library: 'libgtk-3.so.0' },
  { package: 'libnss3', library: 'libnss3.so' },
  { package: 'libgbm1', library: 'libgbm.so.1' },
  { package: 'libasound2', library: 'libasound.so.2' },
  { package: 'unzip', command: 'unzip' },
  { package: 'socat', command: 'socat' },
  { package: 'strace', command: 'strace' },
  { package: 'xvfb', command: 'xvfb-run', display: true },
  { package: 'xvfb', command: 'Xvfb', display: true },
  { package: 'xauth', command: 'xauth', display: true },
]

const hasCommand = (name) =>
  (process.env.PATH ?? '').split(delimiter).some((folder) => folder !== '' && existsSync(join(folder, name)))

// Files, not package names, are asked for: a system other than Debian may have them under other names.
async function knownLibraries() {
  for (const ldconfig of ['/sbin/ldconfig', '/usr/sbin/ldconfig', 'ldconfig']) {
    const { code, stdout } = await run(ldconfig, ['-p'], { quiet: true })
    if (code === 0) return new Set(stdout.split('\n').map((line) => line.trim().split(' ')[0]))
  }
  return undefined
}

/** The Debian packages of everything that is missing, each once. */
async function missingPackages(display) {
  const libraries = await knownLibraries()
  const missing = NEEDS.filter((need) => {
    if (need.display && !display) return false
    if (need.command) return !hasCommand(need.command)
    return libraries !== undefined && !libraries.has(need.library)
  })
  return [...new Set(missing.map((need) => need.package))]
}

function isDebian() {
  try {
    return /^(ID|ID_LIKE)=.*debian/m.test(readFileSync('/etc/os-release', 'utf8'))
  } catch {
    return false
  }
}

async function aptInstall(packages) {
  const options = { env: { DEBIAN_FRONTEND: 'noninteractive' }, quiet: true }
  say(`Installing system packages: ${packages.join(' ')} (up to a minute) …`)
  await must('apt-get update', 'apt-get', ['update', '-qq'], options)
  await must(
    'apt-get install',
    'apt-get',
    ['install', '-y', '-qq', '--no-install-recommends', ...packages],
    options,
  )
}

/** System libraries and tools: installed when we may, named in one command when we may not. */
export async function installSystemPackages({ display }) {
  if (process.platform !== 'linux') return
  const packages = await missingPackages(display)
  if (packages.length === 0) return
  const command = `apt-get install -y --no-install-recommends ${packages.join(' ')}`
  if (!isDebian())
    throw new Stop(
      `This system lacks some libraries or tools. On Debian they come with:\n\n  sudo ${command}\n\nInstall your system's counterparts, then run this again.`,
    )
  if (process.getuid() !== 0)
    throw new Stop(
      `Some system packages are missing. Run this once, then try again:\n\n  sudo apt-get update && sudo ${command}\n`,
    )
  await aptInstall(packages)
  const left = await missingPackages(display)
  if (left.length > 0) throw new Stop(`Still missing after apt-get install: ${left.join(' ')}`)
}
