import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { bin, must, ROOT, Stop, say } from '../run.mjs'
import { wrongIn } from './contents.mjs'

export const DIST = join(ROOT, 'dist')
const FOLDERS = { linux: 'linux-unpacked', win32: 'win-unpacked' }
const FLAGS = { linux: '--linux', win32: '--win' }

/** Runs electron-builder on our configuration; it downloads and publishes nothing by itself. */
export const electronBuilder = ({ dist, version }, args, options) =>
  must(
    'electron-builder',
    bin('electron-builder'),
    [
      FLAGS[process.platform],
      ...args,
      ...['--config', 'electron-builder.yml', '--publish', 'never'],
      ...[`-c.electronDist=${dist}`, `-c.electronVersion=${version}`],
    ],
    { quiet: true, ...options },
  )

/** Packs out/ with its runtime into a folder that runs by itself, and refuses it if anything is in there that must not be. */
export async function packFolder(runtime) {
  const name = FOLDERS[process.platform]
  if (!name) throw new Stop(`Packages are made on Linux and Windows; this is ${process.platform}.`)
  const folder = join(DIST, name)
  rmSync(folder, { recursive: true, force: true })
  say('Packing …')
  await electronBuilder(runtime, ['dir'])
  const wrong = wrongIn(folder)
  if (wrong.length > 0) throw new Stop(`What was packed is not fit to be sold:\n  ${wrong.join('\n  ')}`)
  return folder
}
