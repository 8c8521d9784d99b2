import type { Page } from '@playwright/test'
import { cashierAt } from '#simulator/cashier.ts'
import { until } from '#simulator/until.ts'
import type { World } from '#simulator/world.ts'

export interface TapFigures {
  /** Card's last byte to "accepted" painted, ms. */
  readonly overheads: number[]
  /** The queue's part of it. */
  readonly inserts: number[]
}

/** Sells `count` times, one after the other, as fast as the screen lets a cashier. */
export async function sell(page: Page, world: World, count: number): Promise<TapFigures> {
  const cashier = cashierAt(page)
  // A full queue is rebuilt from its journal first.
  await cashier.waitForCounter(120_000)
  await page.evaluate(() => performance.clearMeasures())
  for (let i = 1; i <= count; i += 1) {
    await cashier.charge('1.00')
    world.tap('Aigerim')
    await until(`payment ${i} is measured`, async () => {
      const measured = await page.evaluate(() => performance.getEntriesByName('tap-overhead').length)
      return measured >= i || undefined
    })
    world.remove()
    await cashier.newSale()
  }
  return { overheads: await durations(page, 'tap-overhead'), inserts: await durations(page, 'queue-insert') }
}

const durations = (page: Page, name: string): Promise<number[]> =>
  page.evaluate((n) => performance.getEntriesByName(n, 'measure').map((entry) => entry.duration), name)
