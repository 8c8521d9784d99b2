import { existsSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { must, run, Stop, say } from './run.mjs'

/**
 * What Electron and the tests need from the system, and the Debian 12 package that brings it: a
 * library, a command, or a file at the one place where others look for it. What is `optional` is
 * installed where we may; without it, tests that need it are skipped and say so.
 */
const NEEDS = [
  { package: 'libgtk-3-0', library: 'libgtk-3.so.0' },
  { package: 'libnss3', library: 'libnss3.so' },
  { package: 'libgbm1', library: 'libgbm.so.1' },
  { package: 'libasound2', library: 'libasound.so.2' },
  { package: 'unzip', command: 'unzip' },
  { package: 'socat', command: 'socat' },
  { package: 'strace', command: 'strace' },
  { package: 'libpcsclite1', library: 'libpcsclite.so.1' },
  { package: 'pcscd', command: 'pcscd', optional: true },
  { package: 'vsmartcard-vpcd', file: '/usr/lib/pcsc/drivers/serial/libifdvpcd.so', optional: true },
  { package: 'nats-server', command: 'nats-server' },
  { package: 'xvfb', command: 'xvfb-run', display: true },
  { package: 'xvfb', command: 'Xvfb', display: true },
  { package: 'xauth', command: 'xauth', display: true },
]

// Services lie in sbin, which is in no user's path but root's.
const FOLDERS = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin']
const hasCommand = (name) => FOLDERS.some((folder) => folder !== '' && existsSync(join(folder, name)))

// Files, not package names, are asked for: a system other than Debian may have them under other names.
async function knownLibraries() {
  for (const ldconfig of ['/sbin/ldconfig', '/usr/sbin/ldconfig', 'ldconfig']) {
    const { code, stdout } = await run(ldconfig, ['-p'], { quiet: true })
    if (code === 0) return new Set(stdout.split('\n').map((line) => line.trim().split(' ')[0]))
  }
  return undefined
}

/** The Debian packages of everything that is missing, each once: of what must be there, and of the rest. */
async function missingPackages(display) {
  const libraries = await knownLibraries()
  const missing = NEEDS.filter((need) => {
    if (need.display && !display) return false
    if (need.command) return !hasCommand(need.command)
    if (need.file) return !existsSync(need.file)
    return libraries !== undefined && !libraries.has(need.library)
  })
  const packagesOf = (needs) => [...new Set(needs.map((need) => need.package))]
  return {
    required: packagesOf(missing.filter((need) => !need.optional)),
    optional: packagesOf(missing.filter((need) => need.optional)),
  }
}

function isDebian() {
  try {
    return /^(ID|ID_LIKE)=.*debian/m.test(readFileSync('/etc/os-release', 'utf8'))
  } catch {
    return false
  }
}

const APT = { env: { DEBIAN_FRONTEND: 'noninteractive' }, quiet: true }
const INSTALL = ['install', '-y', '-qq', '--no-install-recommends']

async function aptInstall({ required, optional }) {
  say(`Installing system packages: ${[...required, ...optional].join(' ')} (up to a minute) …`)
  // Without a network, what is only wanted must not keep anybody from what works without it.
  if (required.length > 0) {
    await must('apt-get update', 'apt-get', ['update', '-qq'], APT)
    await must('apt-get install', 'apt-get', [...INSTALL, ...required], APT)
  } else await run('apt-get', ['update', '-qq'], APT)
  if (optional.length === 0) return
  const { code } = await run('apt-get', [...INSTALL, ...optional], APT)
  if (code !== 0) say(`Not installed: ${optional.join(' ')}. What needs it will be skipped.`)
}

/** System libraries and tools: installed when we may, named in one command when we may not. */
export async function installSystemPackages({ display }) {
  if (process.platform !== 'linux') return
  const missing = await missingPackages(display)
  const { required, optional } = missing
  const mayInstall = isDebian() && process.getuid() === 0
  if (required.length === 0 && (optional.length === 0 || !mayInstall)) return
  const command = `apt-get install -y --no-install-recommends ${[...required, ...optional].join(' ')}`
  if (!isDebian())
    throw new Stop(
      `This system lacks some libraries or tools. On Debian they come with:\n\n  sudo ${command}\n\nInstall your system's counterparts, then run this again.`,
    )
  if (!mayInstall)
    throw new Stop(
      `Some system packages are missing. Run this once, then try again:\n\n  sudo apt-get update && sudo ${command}\n`,
    )
  await aptInstall(missing)
  const left = (await missingPackages(display)).required
  if (left.length > 0) throw new Stop(`Still missing after apt-get install: ${left.join(' ')}`)
}
