import { join } from 'node:path'
import { type Cashier, cashierAt } from '../cashier.ts'
import { type Kiosk, launchKiosk } from '../kiosk.ts'
import { tapOverheads } from '../kiosk-facts.ts'
import { until } from '../until.ts'
import { startWorld, type World } from '../world.ts'
import type { Album } from './album.ts'
import type { Diary } from './diary.ts'

/** Where the story plays: the world, and the terminal that comes and goes in it. */
export interface Stage {
  readonly world: World
  readonly album: Album
  readonly diary: Diary
  /** Of the terminal that runs now. */
  readonly kiosk: Kiosk
  readonly cashier: Cashier
  /** Receipts that a customer was told "accepted" for, with the time it took. */
  readonly acceptedMs: ReadonlyMap<string, number>
  /** Starts the terminal on the same data as before; gives the milliseconds to a usable counter. */
  startKiosk(): Promise<number>
  /** Remembers that the payment now on the screen was promised. */
  promise(): Promise<string>
  clear(): Promise<void>
}

export async function setStage(dir: string, parts: { album: Album; diary: Diary }): Promise<Stage> {
  const world = await startWorld({ dir: join(dir, 'world') })
  const userDataDir = join(dir, 'terminal')
  const acceptedMs = new Map<string, number>()
  let kiosk: Kiosk | undefined
  const running = (): Kiosk => {
    if (kiosk) return kiosk
    throw new Error('the terminal has not been started')
  }
  return {
    world,
    ...parts,
    acceptedMs,
    get kiosk() {
      return running()
    },
    get cashier() {
      return cashierAt(running().page)
    },
    async startKiosk() {
      const start = performance.now()
      kiosk = await launchKiosk({ configPath: world.configPath, userDataDir })
      await cashierAt(kiosk.page).waitForCounter()
      return performance.now() - start
    },
    async promise() {
      const receipt = await cashierAt(running().page).receipt()
      const overhead = async () => (await tapOverheads(running().page)).get(receipt)
      acceptedMs.set(receipt, await until(`a measure of the tap for ${receipt}`, overhead))
      return receipt
    },
    async clear() {
      await kiosk?.kill()
      await world.stop()
    },
  }
}
