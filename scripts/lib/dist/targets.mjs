import { readdirSync, renameSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { must, Stop } from '../run.mjs'
import { makeDeb } from './deb.mjs'
import { electronBuilder } from './pack.mjs'

const TOOLS =
  process.env.ELECTRON_BUILDER_BINARIES_MIRROR ??
  'https://github.com/electron-userland/electron-builder-binaries/releases/download/'
const REACH_LIMIT_MS = 5000

/** The folder as it is, in one file; what it unpacks to has the version in its name. */
async function makeTarGz({ folder, version, output }) {
  const name = `tapsyr-${version}-linux-x64`
  const file = join(output, `${name}.tar.gz`)
  const renamed = `s,^${basename(folder)},${name},`
  const args = ['--owner=0', '--group=0', '--numeric-owner', '--transform', renamed]
  await must('tar', 'tar', [...args, '-czf', file, '-C', dirname(folder), basename(folder)], { quiet: true })
  return { file }
}

/** Why electron-builder could not download its tools; undefined when it could. */
async function unreachable() {
  try {
    await fetch(TOOLS, { method: 'HEAD', signal: AbortSignal.timeout(REACH_LIMIT_MS) })
    return undefined
  } catch (error) {
    const { code, message } = error.cause ?? error
    return `${new URL(TOOLS).host} cannot be reached (${code || message})`
  }
}

/** Made by electron-builder from the packed folder, with tools that it downloads. */
async function byElectronBuilder(target, extension, { folder, runtime, output }) {
  await electronBuilder(runtime, [target, '--prepackaged', folder])
  const made = readdirSync(output).find((file) => file.endsWith(extension))
  if (!made) throw new Stop(`electron-builder made no ${target}.`)
  const file = join(output, made.replace(/ /g, '-'))
  renameSync(join(output, made), file)
  return { file }
}

async function makeAppImage(packed) {
  const reason = process.env.APPIMAGE_TOOLS_PATH ? undefined : await unreachable()
  if (reason) return { skipped: `its runtime is not here, and ${reason}` }
  return byElectronBuilder('AppImage', '.AppImage', packed)
}

async function makeNsis(packed) {
  if (process.platform !== 'win32') return { skipped: 'an installer for Windows is made on Windows' }
  const reason = await unreachable()
  if (reason) return { skipped: `NSIS is not here, and ${reason}` }
  return byElectronBuilder('nsis', '.exe', packed)
}

const onLinux = (make) => (packed) =>
  process.platform === 'linux' ? make(packed) : { skipped: 'made on Linux' }

/** Each gives the file it made, or says why it made none. */
export const TARGETS = [
  { name: 'tar.gz', make: onLinux(makeTarGz) },
  { name: 'deb', make: onLinux(makeDeb) },
  { name: 'AppImage', make: onLinux(makeAppImage) },
  { name: 'nsis', make: makeNsis },
]
