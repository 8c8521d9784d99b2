import { expect } from '@playwright/test'
import { test } from '../fixtures.ts'
import { closeTop, enterPin, find, openShop, SUPERVISOR_PIN, tab } from '../shop.ts'
import { expectStates, goOffline, sell } from '../steps.ts'

test('a sale is found and voided with a supervisor’s PIN, another is given back, and its copy printed', async ({
  world,
  terminal,
}) => {
  test.slow()
  const counter = await openShop(terminal)
  const { page, cashier } = counter
  await goOffline(counter, world)
  const first = await sell(counter, world, { result: 'Paid, settles later' })

  await tab(page, 'Today')
  await expect(page.getByText('1 sale', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'All payments' }).click()
  await page.getByRole('searchbox', { name: 'Search' }).fill('9.99')
  await expect(page.getByText('No payment is like that.')).toBeVisible()
  let panel = await find(page, '4.27', first)
  await expect(panel).toContainText('kept, not sent yet')
  await panel.getByRole('button', { name: 'Void' }).click()
  await page.getByRole('button', { name: 'Without the card' }).click()
  await enterPin(page, SUPERVISOR_PIN)
  await expect(page.getByText('The sale is taken back.')).toBeVisible()
  await closeTop(page)
  await expect(panel).toContainText('taken back, not collected')
  await expectStates(page, ['voided'])
  await closeTop(page)

  await world.network.restore()
  await expect(cashier.status).toHaveText(/^Online/)
  await tab(page, 'Sell')
  const second = await sell(counter, world, { amount: '2.73' })
  await expectStates(page, ['voided', 'settled'])

  await tab(page, 'Today')
  await page.getByRole('button', { name: 'All payments' }).click()
  panel = await find(page, second, second)
  await panel.getByRole('button', { name: 'Return' }).click()
  await page.getByRole('button', { name: 'Give back 2.73 USDC' }).click()
  await enterPin(page, SUPERVISOR_PIN)
  await expect(page.getByText('2.73 USDC goes back to the customer.')).toBeVisible()
  await closeTop(page)
  await expectStates(page, ['voided', 'settled', 'settled'])
  await expect(panel).toContainText('Given back: 2.73 USDC')
  await expect(panel.getByRole('button', { name: 'Return' })).toHaveCount(0)

  await panel.getByRole('button', { name: 'Print a copy' }).click()
  await enterPin(page, SUPERVISOR_PIN)
  await expect.poll(() => world.printer.receipts.at(-1)?.text ?? '', { timeout: 30_000 }).toMatch(/COPY/)
  await expect(panel).toContainText(/The copy (is printed|was sent to the printer)/)
})
