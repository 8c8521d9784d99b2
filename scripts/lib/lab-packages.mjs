import { existsSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { run, say } from './run.mjs'

/** What boots the guest, and the Debian 12 package that brings it. */
export const LAB_NEEDS = [
  { command: 'qemu-system-x86_64', package: 'qemu-system-x86' },
  { command: 'busybox', package: 'busybox-static', whole: true },
  { command: 'cpio', package: 'cpio' },
  { command: 'modprobe', package: 'kmod' },
  { command: 'depmod', package: 'kmod' },
]

/** `modprobe` lies where only root looks for commands. */
export const LAB_PATH = [process.env.PATH, '/usr/sbin', '/sbin'].join(delimiter)

/** Where a command lies; undefined when it lies nowhere. */
export const findCommand = (name) =>
  LAB_PATH.split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path))

/** A program that is not whole in itself names its loader, which the guest's first file system does not have. */
const isWhole = (path) => !readFileSync(path).includes('/lib64/ld-linux')

function isThere({ command, whole }) {
  const path = findCommand(command)
  return path !== undefined && (!whole || isWhole(path))
}

const missingPackages = (needs) => [
  ...new Set(needs.filter((need) => !isThere(need)).map((need) => need.package)),
]

async function aptInstall(packages) {
  const options = { env: { DEBIAN_FRONTEND: 'noninteractive' }, quiet: true }
  say(`Installing system packages: ${packages.join(' ')} (up to a minute) …`)
  await run('apt-get', ['update', '-qq'], options)
  const asked = ['install', '-y', '-qq', '--no-install-recommends', ...packages]
  return run('apt-get', asked, options)
}

/** Installs what the lab (or `needs`) needs where that is allowed. Gives the reason why the lab cannot run; undefined when it can. */
export async function installLabPackages(needs = LAB_NEEDS) {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    return "The guest uses this system's own programs under Debian's amd64 kernel: it takes Linux on x86-64."
  const missing = missingPackages(needs)
  if (missing.length === 0) return undefined
  const command = `apt-get install -y --no-install-recommends ${missing.join(' ')}`
  if (!existsSync('/usr/bin/apt-get')) return `Not installed: ${missing.join(' ')} (the names are Debian's).`
  if (process.getuid() !== 0) return `Not installed: ${missing.join(' ')}. Run: sudo ${command}`
  const { stderr } = await aptInstall(missing)
  const left = missingPackages(needs)
  return left.length === 0 ? undefined : `Cannot install ${left.join(' ')}. ${stderr.trim()}`
}
