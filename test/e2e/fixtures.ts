import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base, type Page } from '@playwright/test'
import type { z } from 'zod'
import { type Cashier, cashierAt } from '#simulator/cashier.ts'
import { type Kiosk, launchKiosk } from '#simulator/kiosk.ts'
import type { KioskFiles } from '#simulator/kiosk-command.ts'
import { startWorld, type World } from '#simulator/world.ts'
import type { configSchema } from '#src/config/schema.ts'
import { type Display, openDisplay } from './display.ts'

type ConfigFile = z.input<typeof configSchema>

/** An open terminal and the person at it. */
export interface Counter {
  readonly kiosk: Kiosk
  readonly page: Page
  readonly cashier: Cashier
  /** Keeps a picture of the screen with the test's results. */
  picture(name: string): Promise<void>
}

/** One terminal with files of its own, which outlive its restarts. */
export interface Terminal {
  /** A folder for whatever a test adds. */
  readonly dir: string
  readonly userDataDir: string
  readonly configPath: string
  /** What starts Electron from now on. */
  startBy(launcher: string): void
  /** Changes the configuration of the next start. */
  configure(change: (config: ConfigFile) => void): Promise<void>
  /** Starts it and expects nothing. */
  launch(more?: Pick<KioskFiles, 'operatorPath'>): Promise<Kiosk>
  /** Starts it and waits until it can sell. */
  open(): Promise<Counter>
}

interface Fixtures {
  /** A packed terminal to start in the place of the built one. */
  readonly packed: string | undefined
  /** Not yet started. */
  readonly terminal: Terminal
  /** Started, in English, at the keypad. */
  readonly counter: Counter
}

interface WorkerFixtures {
  readonly display: Display
  readonly world: World
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  display: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures' names from here.
    async ({}, use) => {
      const display = await openDisplay()
      await use(display)
      await display.close()
    },
    { scope: 'worker', auto: true },
  ],

  // A chain with its token takes seconds to set up, and no test leaves anything in it that another sees.
  // Its blocks come with their transactions; `npm run demo` waits for real ones.
  world: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures' names from here.
    async ({}, use) => {
      const dir = await mkdtemp(join(tmpdir(), 'tapsyr-world-'))
      const world = await startWorld({ dir, signingMs: 50, blockTimeSeconds: 'instant', confirmations: 1 })
      await use(world)
      await world.stop()
      await rm(dir, { recursive: true })
    },
    { scope: 'worker' },
  ],

  packed: [undefined, { option: true }],

  terminal: async ({ world, packed }, use) => {
    const dir = await mkdtemp(join(tmpdir(), 'tapsyr-terminal-'))
    const started: Kiosk[] = []
    world.printer.setPower(true)
    await use(await setUpTerminal({ dir, packed }, world, started))
    for (const kiosk of started) await kiosk.kill()
    await tidyUp(world)
    await rm(dir, { recursive: true })
  },

  counter: async ({ terminal }, use) => use(await terminal.open()),
})

async function setUpTerminal(
  { dir, packed }: { dir: string; packed: string | undefined },
  world: World,
  started: Kiosk[],
): Promise<Terminal> {
  const files = {
    ...{ dir, configPath: join(dir, 'tapsyr.json'), userDataDir: join(dir, 'profile') },
    ...(packed && { packed }),
  }
  const config: ConfigFile = JSON.parse(await readFile(world.configPath, 'utf8'))
  let launcher: string | undefined
  const save = () => writeFile(files.configPath, JSON.stringify(config))
  await save()

  async function launch(more: Pick<KioskFiles, 'operatorPath'> = {}): Promise<Kiosk> {
    const kiosk = await launchKiosk({ ...files, ...more, ...(launcher && { launcher }) })
    started.push(kiosk)
    return kiosk
  }
  return {
    ...files,
    launch,
    startBy(program) {
      launcher = program
    },
    async configure(change) {
      change(config)
      await save()
    },
    async open() {
      const kiosk = await launch()
      const cashier = cashierAt(kiosk.page)
      await cashier.waitForCounter(60_000)
      return { kiosk, page: kiosk.page, cashier, picture: (name) => takePicture(kiosk.page, name) }
    },
  }
}

async function takePicture(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: test.info().outputPath(`${name}.png`) })
}

/** The world as the next test expects it. */
async function tidyUp({ gate, network, printer, remove, setSigningMs }: World): Promise<void> {
  remove()
  setSigningMs(50)
  gate.behave()
  await network.restore()
  printer.setPaper('ok')
  printer.setCover(false)
  // What a killed terminal had sent is still in the cable: the printer is deaf to it until the next test begins.
  printer.setPower(false)
  printer.tearOff()
}
