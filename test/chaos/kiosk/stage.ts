import { join } from 'node:path'
import { type Kiosk, launchKiosk } from '#simulator/kiosk.ts'
import { until } from '#simulator/until.ts'
import { startWorld, type World } from '#simulator/world.ts'
import { type Devices, plugInDevices } from './devices.ts'
import { type Look, type Screen, screenOf } from './screen.ts'

/** The world and the one terminal in it, which is killed and started again. */
export interface Stage {
  readonly world: World
  readonly devices: Devices
  /** Of the terminal that runs now, or ran last. */
  readonly kiosk: Kiosk
  readonly screen: Screen
  readonly userDataDir: string
  /** Ends of the terminal that nobody asked for, with its last words. */
  readonly crashes: readonly string[]
  /** Starts the terminal on the same data as before; resolves when it can sell. */
  start(): Promise<void>
  /** Kills the whole tree: once it is called, the terminal is dead. */
  kill(): Promise<void>
  stop(): Promise<void>
}

/** Three blocks deep is final, so that two can be taken back. */
export const CONFIRMATIONS = 3
export const BLOCK_SECONDS = 1
/** No card runs dry, however long the run. */
const EACH_CARD_UNITS = 1_000_000_000_000n
const START_MS = 60_000
const LAST_WORDS = 2_000

export async function setStage(dir: string): Promise<Stage> {
  const world = await startWorld({
    dir: join(dir, 'world'),
    blockTimeSeconds: BLOCK_SECONDS,
    confirmations: CONFIRMATIONS,
  })
  const devices = await plugInDevices(join(dir, 'world'), world)
  for (const { name, address } of world.cards.values())
    if (address && name !== 'Poor') await world.token.fund(address, EACH_CARD_UNITS)

  const files = { configPath: devices.configPath, userDataDir: join(dir, 'terminal') }
  const crashes: string[] = []
  let running: { kiosk: Kiosk; screen: Screen; expectEnd: () => void } | undefined

  function current() {
    if (!running) throw new Error('the terminal has not been started')
    return running
  }
  const kill = async () => {
    running?.expectEnd()
    await running?.kiosk.kill()
  }
  return {
    world,
    devices,
    userDataDir: files.userDataDir,
    crashes,
    get kiosk() {
      return current().kiosk
    },
    get screen() {
      return current().screen
    },
    async start() {
      const kiosk = await launchKiosk(files)
      const screen = screenOf(kiosk)
      running = { kiosk, screen, expectEnd: watchForCrash(kiosk, (words) => crashes.push(words)) }
      await waitForCounter(screen)
    },
    kill,
    async stop() {
      await kill()
      await devices.stop()
      await world.stop()
    },
  }
}

async function waitForCounter(screen: Screen): Promise<void> {
  let last: Look | undefined
  const open = async (): Promise<true | undefined> => {
    last = (await screen.look()) ?? last
    return last?.screen === 'counter' || undefined
  }
  await until('the terminal is at its counter', open, { timeoutMs: START_MS, everyMs: 20 }).catch(() => {
    throw new Error(`the terminal did not come to its counter: ${JSON.stringify(last)}`)
  })
}

/** Returns the function that says: its end is now no surprise. */
function watchForCrash({ app }: Kiosk, tell: (lastWords: string) => void): () => void {
  let expected = false
  let words = ''
  const child = app.process()
  child.stderr?.on('data', (text: Buffer) => {
    words = (words + text.toString()).slice(-LAST_WORDS)
  })
  child.once('exit', (code, signal) => {
    if (!expected) tell(`ended by itself (${signal ?? code}): ${words}`)
  })
  return () => {
    expected = true
  }
}
