import { expect, type Page } from '@playwright/test'
import { cashierAt } from '#simulator/cashier.ts'
import { test } from '../fixtures.ts'
import { type SmallDisk, smallDisk } from '../small-disk.ts'
import { expectStates, goOffline, sell } from '../steps.ts'

const result = 'Paid, settles later'
let disk: SmallDisk | undefined
test.afterEach(() => disk?.close())

test('a disk that fills up stops the sales, says so, and sells again once there is room', async ({
  world,
  terminal,
}) => {
  test.slow()
  disk = await smallDisk(terminal)
  test.info().annotations.push({ type: 'disk', description: disk.kind })
  const counter = await terminal.open()
  const { kiosk, page, cashier } = counter
  await goOffline(counter, world)
  let sold = 0
  // What is left of a block that a file has is room on the fullest disk.
  do {
    await sell(counter, world, { amount: '1.00', result })
    sold += 1
  } while (disk.takesOneMore())

  // Full between the amount and the card: the card signs, and nothing can be stored.
  await cashier.charge('8.05')
  await disk.fill(kiosk)
  world.tap('Daniyar')
  await cashier.waitForResult('Not paid', 30_000)
  await expect(page.getByRole('alert')).toContainText('could not be saved')
  world.remove()
  await page.getByRole('button', { name: 'Back' }).click()
  await expectOutOfService(page, disk.kind === 'full' ? 'DISK_LOW' : 'JOURNAL_WRITE_FAILED')

  disk.empty(kiosk)
  await cashier.waitForCounter(60_000)
  await sell(counter, world, { card: 'Daniyar', amount: '8.05', result })
  await expect(cashier.status).toHaveText(`Offline · ${sold + 1} waiting · ${sold + 8}.05 USDC`)

  // A file's limit goes with its process: a start on a full disk takes a real one.
  if (disk.kind === 'limited') return
  await disk.fill(kiosk)
  await kiosk.kill()
  const next = await terminal.launch()
  await expectOutOfService(next.page, /DISK_LOW|QUEUE_WRITE_FAILED/)
  disk.empty(next)
  await cashierAt(next.page).waitForCounter(60_000)
  await world.network.restore()
  await expectStates(next.page, Array(sold + 1).fill('settled'))
})

async function expectOutOfService(page: Page, code: string | RegExp): Promise<void> {
  await expect(page.getByRole('heading', { name: 'Out of service' })).toBeVisible()
  await expect(page.getByRole('alert')).toContainText(code)
}
