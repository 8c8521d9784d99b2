import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { cacheFolder } from './cache.mjs'
import { LAB_PATH } from './lab-packages.mjs'
import { must, run, Stop, say } from './run.mjs'

/** Debian's name for "the newest kernel": it holds nothing but a dependency on the real one. */
const NEWEST = 'linux-image-amd64'

/** What the lab's guest loads, in this order and each behind what it depends on, with its parameters. */
export const LAB_MODULES = [
  ['virtio_pci'],
  ['9pnet_virtio'],
  ['9p'],
  ['overlay'],
  ['usbhid'],
  // Without it no /dev/hidraw* appears.
  ['hid-generic'],
  // One controller each for so many sockets.
  ['dummy_hcd', 'num=6'],
  ['libcomposite'],
  ['usb_f_hid'],
  ['usb_f_acm'],
  ['usb_f_printer'],
  ['usblp'],
  ['cdc-acm'],
]

/**
 * A folder with Debian's kernel (`vmlinuz`), those modules and their order (`list`).
 * Fetched once and kept; any version will do, so a kept one is not renewed.
 */
export async function labKernel(modules = LAB_MODULES) {
  const parts = createHash('sha256').update(JSON.stringify(modules)).digest('hex').slice(0, 8)
  const shelf = join(cacheFolder(), 'lab')
  mkdirSync(shelf, { recursive: true })
  const kept = readdirSync(shelf).find((name) => name.endsWith(`-${parts}`))
  if (kept) return join(shelf, kept)
  const work = join(shelf, `fetching-${process.pid}`)
  rmSync(work, { recursive: true, force: true })
  mkdirSync(join(work, 'kernel'), { recursive: true })
  try {
    const name = await fetchKernel(work, modules)
    const folder = join(shelf, `${name}-${parts}`)
    // Whole or not at all: nothing half done has this name.
    renameSync(join(work, 'kernel'), folder)
    return folder
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

async function kernelPackage() {
  const { stdout } = await run('apt-cache', ['depends', NEWEST], { quiet: true })
  return stdout.match(/Depends: (linux-image-\S+)/)?.[1]
}

/** Fetches into `work/kernel` and gives the package's name. apt checks it against Debian's signed lists. */
async function fetchKernel(work, modules) {
  if (!existsSync('/usr/bin/apt-get')) throw new Stop("The lab's kernel comes from Debian, with apt-get.")
  say('Fetching a kernel for the lab (70 MB, once) …')
  let name = await kernelPackage()
  if (!name && process.getuid() === 0) {
    await run('apt-get', ['update', '-qq'], { quiet: true })
    name = await kernelPackage()
  }
  if (!name) throw new Stop(`apt knows no ${NEWEST}. Run apt-get update, on Debian, then this again.`)
  const asRoot = process.getuid() === 0 ? ['-o', 'APT::Sandbox::User=root'] : []
  await must('apt-get download', 'apt-get', [...asRoot, 'download', '-qq', name], { cwd: work, quiet: true })
  const archive = readdirSync(work).find((file) => file.endsWith('.deb'))
  await must('dpkg -x', 'dpkg', ['-x', archive, 'tree'], { cwd: work, quiet: true })
  await pickParts(work, modules)
  return name
}

async function pickParts(work, modules) {
  const tree = join(work, 'tree')
  const version = readdirSync(join(tree, 'lib/modules'))[0]
  const options = { quiet: true, env: { PATH: LAB_PATH } }
  await must('depmod', 'depmod', ['-b', tree, version], options)
  const list = new Map()
  for (const [module, ...parameters] of modules) {
    const asked = ['-d', tree, '-S', version, '--show-depends', module]
    const { stdout } = await must(`modprobe ${module}`, 'modprobe', asked, options)
    const files = [...stdout.matchAll(/^insmod (\S+)/gm)].map(([, file]) => file)
    for (const file of files) if (!list.has(file)) list.set(file, [])
    list.get(files.at(-1))?.push(...parameters)
  }
  const kernel = join(work, 'kernel')
  cpSync(join(tree, `boot/vmlinuz-${version}`), join(kernel, 'vmlinuz'))
  for (const file of list.keys()) cpSync(file, join(kernel, basename(file)))
  const lines = [...list].map(([file, parameters]) => [basename(file), ...parameters].join(' '))
  writeFileSync(join(kernel, 'list'), `${lines.join('\n')}\n`)
}
