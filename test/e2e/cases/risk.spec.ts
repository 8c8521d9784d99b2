import { expect } from '@playwright/test'
import { test } from '../fixtures.ts'
import { enterPin, openShop, SUPERVISOR_PIN } from '../shop.ts'
import { expectStates, goOffline, nobodySigns, sell } from '../steps.ts'

test('a card over its limit is declined with the figure, and pays when a supervisor answers for it', async ({
  world,
  terminal,
}) => {
  test.slow()
  await terminal.configure((config) => {
    config.risk = { unknown: { count: 1 }, knownGood: { count: 1 } }
  })
  const counter = await openShop(terminal)
  const { page, cashier } = counter
  await goOffline(counter, world)
  await sell(counter, world, { result: 'Paid, settles later' })

  await cashier.charge('2.00')
  const silence = nobodySigns(world)
  world.tap('Aigerim')
  await cashier.waitForResult('Not paid', 30_000)
  await silence
  world.remove()
  await expect(page.getByText('This card: 2 of 1 offline payments.')).toBeVisible()
  await page.getByRole('button', { name: 'Approve anyway' }).click()
  await page.getByRole('button', { name: 'I know the customer' }).click()
  await enterPin(page, SUPERVISOR_PIN)

  await expect(page.getByRole('heading', { name: 'Hold the card on the reader' })).toBeVisible()
  world.tap('Aigerim')
  await cashier.waitForResult('Paid, settles later', 30_000)
  world.remove()
  await cashier.newSale()

  // For that one sale alone.
  await cashier.charge('2.00')
  world.tap('Aigerim')
  await cashier.waitForResult('Not paid', 30_000)
  world.remove()
  await cashier.newSale()

  await world.network.restore()
  await expectStates(page, ['settled', 'settled'])
})
