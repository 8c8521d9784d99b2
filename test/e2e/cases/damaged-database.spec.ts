import { expect } from '@playwright/test'
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

for (const [damage, hurt] of Object.entries(DAMAGES))
  test(`${damage}: every payment is there at the next start and the one after`, async ({
    world,
    terminal,
  }) => {
    await world.network.cut()
    await stock.copyTo(terminal.userDataDir)
    await hurt(databaseDir(terminal.userDataDir))

    const first = await terminal.open()
    expect(await storedRows(first.page)).toEqual(stock.rows)
    await first.kiosk.kill()

    const second = await terminal.open()
    expect(await storedRows(second.page)).toEqual(stock.rows)
    await sell(second, world, { result: 'Paid, settles later' })
    expect(await storedRows(second.page)).toHaveLength(stock.rows.length + 1)
  })
