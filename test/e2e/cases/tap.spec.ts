import { expect } from '@playwright/test'
import { paymentsOf } from '#simulator/kiosk-facts.ts'
import { test } from '../fixtures.ts'
import { expectStates, goOffline, nobodySigns, sell } from '../steps.ts'

test('a card that refuses to sign has not paid', async ({ world, counter }) => {
  const { cashier, page } = counter
  await cashier.charge('3.10')
  world.tap('Refusing')

  await cashier.waitForResult('Not paid')
  await expect(page.getByText('Nothing was charged')).toBeVisible()
  await expect(page.getByText('The card would not sign the payment.')).toBeVisible()
  await counter.picture('not-paid')
  world.remove()
  expect(await paymentsOf(page)).toEqual([])

  // The same sale with another card: nothing is typed twice.
  await page.getByRole('button', { name: 'Another card' }).click()
  await expect(page.getByRole('heading', { name: 'Hold the card on the reader' })).toBeVisible()
  world.tap('Aigerim')
  await cashier.waitForResult('Paid')
  expect(await paymentsOf(page)).toHaveLength(1)
})

test('a bank card cannot pay here, and the screen says so', async ({ world, counter }) => {
  const { cashier, page } = counter
  await cashier.charge('3.10')
  world.tap('Bank card')

  await cashier.waitForResult('Not paid')
  await expect(page.getByText('This is a bank card. It cannot pay here.')).toBeVisible()
  world.remove()
  await cashier.newSale()
  // The amount is still there for a customer with another card.
  await expect(page.getByRole('button', { name: 'Charge 3.10 USDC' })).toBeVisible()
  expect(await paymentsOf(page)).toEqual([])
})

test('a card pulled out while it signs pays exactly once when it is held again', async ({
  world,
  counter,
}) => {
  const { cashier, page } = counter
  const before = await world.merchantBalance()
  world.setSigningMs(400)
  await cashier.charge('8.05')
  const signing = world.events.next('signing', 30_000)
  world.tap('Daniyar')
  await signing
  world.remove()

  await cashier.waitForTapAgain()
  await expect(page.getByText('The card moved away too early. Nothing was charged.')).toBeVisible()
  await counter.picture('tap-again')
  world.tap('Daniyar')
  await cashier.waitForResult('Paid')

  await expectStates(page, ['settled'])
  expect((await world.merchantBalance()) - before).toBe(8_050_000n)
})

test('a sale can be cancelled while it waits for the card', async ({ world, counter }) => {
  const { cashier, page } = counter
  await cashier.charge('5.00')
  await page.getByRole('button', { name: 'Cancel' }).click()
  await cashier.waitForCounter()

  // A card that comes too late finds no sale.
  world.tap('Aigerim')
  await nobodySigns(world)
  world.remove()
  expect(await paymentsOf(page)).toEqual([])
  await expect(page.getByRole('button', { name: 'Charge 5.00 USDC' })).toBeVisible()
})

test('a card forgotten on the reader does not pay for the next customer', async ({ world, counter }) => {
  const { cashier, page } = counter
  await cashier.charge('1.00')
  world.tap('Aigerim')
  await cashier.waitForResult('Paid')
  await cashier.newSale()

  await cashier.charge('2.00')
  await nobodySigns(world)
  expect(await paymentsOf(page)).toHaveLength(1)

  world.remove()
  await nobodySigns(world)
  world.tap('Daniyar')
  await cashier.waitForResult('Paid')
  const payers = (await paymentsOf(page)).map(({ authorization }) => authorization.from)
  expect(payers).toEqual([world.cards.get('Aigerim')?.address, world.cards.get('Daniyar')?.address])
})

test('a payer without money is named in the panel and holds nobody up', async ({ world, counter }) => {
  const { cashier, page } = counter
  const before = await world.merchantBalance()
  await goOffline(counter, world)
  const result = 'Paid, settles later'
  await sell(counter, world, { card: 'Aigerim', amount: '4.27', result })
  const refused = await sell(counter, world, { card: 'Poor', amount: '6.50', result })
  await sell(counter, world, { card: 'Madina', amount: '1.73', result })

  await world.network.restore()
  await expectStates(page, ['settled', 'refused', 'settled'])
  expect((await world.merchantBalance()) - before).toBe(6_000_000n)
  await expect(cashier.status).toHaveText('Online · 1 waiting · 6.50 USDC')

  await cashier.status.click()
  const row = page.getByRole('dialog').getByRole('listitem').filter({ hasText: refused })
  await expect(row).toContainText('turned down for now')
  await expect(row).toContainText('The customer’s account does not hold enough.')
  await counter.picture('refused-by-the-chain')
})
