import { expect, type Page } from '@playwright/test'
import { DAMAGES, databaseDir } from '../damage.ts'
import { test } from '../fixtures.ts'
import { sell } from '../steps.ts'
import { layInStock, type Stock, storedRows } from '../stock.ts'

let stock: Stock
test.beforeAll(async ({ world }) => {
  await world.network.cut()
  stock = await layInStock(world.configPath)
})
test.afterAll(() => stock.clear())

/**
 * Rows are counted once the counter is open, and lost ones come back with a reload of the page,
 * which also breaks off a reading: what stopped it is shown where no reading comes to an end.
 */
const expectRows = (page: Page, rows: readonly string[]): Promise<void> =>
  expect.poll(() => storedRows(page).catch(String)).toEqual(rows)

for (const [damage, hurt] of Object.entries(DAMAGES))
  test(`${damage}: every payment is there at the next start and the one after`, async ({
    world,
    terminal,
  }) => {
    await world.network.cut()
    await stock.copyTo(terminal.userDataDir)
    await hurt(databaseDir(terminal.userDataDir))

    const first = await terminal.open()
    await expectRows(first.page, stock.rows)
    await first.kiosk.kill()

    const second = await terminal.open()
    await expectRows(second.page, stock.rows)
    await sell(second, world, { result: 'Paid, settles later' })
    expect(await storedRows(second.page)).toHaveLength(stock.rows.length + 1)
  })
