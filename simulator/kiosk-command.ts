import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of package.json, whose `main` is the built terminal. */
const REPOSITORY = join(dirname(fileURLToPath(import.meta.url)), '..')

export interface KioskFiles {
  readonly configPath: string
  readonly userDataDir: string
  /** Where the operator's keys stand, in the place of /etc/tapsyr/operator.json. */
  readonly operatorPath?: string
  /** A packed terminal; without it the built one runs, on the Electron that is there. */
  readonly packed?: string
  /** Started in the place of Electron, with its arguments: it starts that in a place of its own. */
  readonly launcher?: string
  /** What it finds in its environment beside the usual. */
  readonly env?: Readonly<Record<string, string>>
}

/** The Electron that everything here runs on; the npm commands find it and say so in TAPSYR_ELECTRON. */
export function electronPath(): string {
  const path = process.env.TAPSYR_ELECTRON
  if (path) return path
  throw new Error('TAPSYR_ELECTRON names no Electron: use npm start, npm run demo or npm test')
}

/** Chromium's sandbox does not start for root. */
export const sandboxArgs = (): string[] => (process.getuid?.() === 0 ? ['--no-sandbox'] : [])

/** The production terminal, started as an operator would: it is told its files and nothing else. */
export const kioskArgs = ({ configPath, userDataDir, operatorPath, packed }: KioskFiles): string[] => [
  ...sandboxArgs(),
  ...(packed ? [] : [REPOSITORY]),
  `--config=${configPath}`,
  `--user-data-dir=${userDataDir}`,
  ...(operatorPath === undefined ? [] : [`--operator=${operatorPath}`]),
]

export function kioskEnv(): Record<string, string> {
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}
