import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { _electron, type ElectronApplication } from '@playwright/test'
import { electronPath, kioskArgs, kioskEnv, sandboxArgs } from '#simulator/kiosk-command.ts'
import { until } from '#simulator/until.ts'
import { type Timing, timing } from './figures.ts'

const BLANK = join(dirname(fileURLToPath(import.meta.url)), 'blank')
const STARTS = 10

/** From the birth of the process to its window's first useful paint, the two kinds turn by turn. */
export async function measureColdStarts(configPath: string): Promise<{ cold: Timing; blank: Timing }> {
  const cold: number[] = []
  const blank: number[] = []
  for (let i = 0; i < STARTS; i += 1) {
    const dir = await mkdtemp(join(tmpdir(), 'tapsyr-bench-'))
    cold.push(await startOnce(kioskArgs({ configPath, userDataDir: join(dir, 'kiosk') })))
    blank.push(await startOnce([...sandboxArgs(), BLANK, `--user-data-dir=${join(dir, 'blank')}`]))
    await rm(dir, { recursive: true, force: true })
  }
  return { cold: timing(cold), blank: timing(blank) }
}

/** Milliseconds from the birth of the process to the first useful paint. */
export async function startOnce(args: string[], timeoutMs = 15_000): Promise<number> {
  const app = await _electron.launch({ executablePath: electronPath(), args, env: kioskEnv() })
  try {
    return (await readyAt(app, timeoutMs)) - (await bornAt(app))
  } finally {
    await app.close()
  }
}

const bornAt = (app: ElectronApplication): Promise<number> =>
  app.evaluate(() => process.getCreationTime() ?? Number.NaN)

/** Wall time of the page's own "ready" mark, ms since the epoch. */
async function readyAt(app: ElectronApplication, timeoutMs: number): Promise<number> {
  const page = await app.firstWindow()
  const ready = async () => {
    const mark = await page.evaluate(() => performance.getEntriesByName('ready')[0]?.startTime)
    return mark === undefined ? undefined : mark + (await page.evaluate(() => performance.timeOrigin))
  }
  return until('the window is ready', ready, { timeoutMs })
}
