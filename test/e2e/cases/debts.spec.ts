import { expect, type Page } from '@playwright/test'
import type { CardName } from '#simulator/cards.ts'
import type { World } from '#simulator/world.ts'
import { formatAmount } from '#src/money/amount.ts'
import { test } from '../fixtures.ts'
import { openShop } from '../shop.ts'
import { expectStates, goOffline, nobodySigns, sell } from '../steps.ts'

/** Has 0.01 USDC. */
const CARD: CardName = 'Poor'

function addressOf(world: World) {
  const address = world.cards.get(CARD)?.address
  if (!address) throw new Error(`${CARD} is no card that pays`)
  return address
}

const question = (page: Page) => page.getByRole('heading', { name: /^This card owes .* from .*: pay now\?$/ })
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

test('a card that was refused and then topped up pays what it owes, then the new sale, and the chain has both once', async ({
  world,
  terminal,
}) => {
  test.slow()
  await terminal.configure((config) => {
    // Nobody sees before the sale that the card is empty, and nobody looks by himself whether it was topped up.
    config.risk = { onlineTimeoutMs: 0 }
    config.chain.probeEveryMs = 60_000
  })
  const counter = await terminal.open()
  const { page, cashier } = counter
  const paidByCard = async () =>
    (await world.paidOnChain()).filter(({ from }) => from === addressOf(world)).map(({ value }) => value)
  // Other tests let it pay, too.
  const before = await paidByCard()
  const missing = 6_270_000n - (await world.token.balanceOf(addressOf(world)))
  await expect(cashier.status).toHaveText(/^Online/, { timeout: 20_000 })
  await sell(counter, world, { card: CARD, amount: '4.27' })
  await expectStates(page, ['refused'])

  await cashier.charge('2.00')
  const silence = nobodySigns(world)
  world.tap(CARD)
  await expect(question(page)).toHaveText(/^This card owes 4.27\sUSDC from /, { timeout: 30_000 })
  await silence
  world.remove()
  await counter.picture('owes')
  await button(page, 'Pay now').click()
  // For 4.27 and 2.00.
  const lacks = formatAmount({ units: missing, asset: { symbol: 'USDC', decimals: 6 } }, 'en')
  await expect(page.getByText(`The card lacks ${lacks}\u00a0USDC.`)).toBeVisible({ timeout: 20_000 })
  await expectStates(page, ['refused'])

  await world.token.fund(addressOf(world), missing)
  await button(page, 'Pay now').click()
  await expect(page.getByRole('heading', { name: 'Hold the card on the reader' })).toBeVisible({
    timeout: 30_000,
  })
  world.tap(CARD)
  await cashier.waitForResult('Paid', 30_000)
  world.remove()
  await cashier.newSale()

  await expectStates(page, ['settled', 'settled'])
  expect(await paidByCard()).toEqual([...before, 4_270_000n, 2_000_000n])
  expect(await world.token.balanceOf(addressOf(world))).toBe(0n)
})

test('without a network a card that owes is told so, with other ways out; with it the customer may still say no', async ({
  world,
  terminal,
}) => {
  test.slow()
  await terminal.configure((config) => {
    config.risk = { onlineTimeoutMs: 0 }
  })
  const counter = await openShop(terminal)
  const { page, cashier } = counter
  await sell(counter, world, { card: CARD, amount: '3.00' })
  await expectStates(page, ['refused'])
  await goOffline(counter, world)

  await cashier.charge('2.00')
  world.tap(CARD)
  await expect(question(page)).toBeVisible({ timeout: 30_000 })
  world.remove()
  await expect(page.getByText(/^No network: it cannot be paid now/)).toBeVisible()
  await expect(button(page, 'Approve anyway')).toBeVisible()
  await expect(button(page, 'Pay now')).toHaveCount(0)

  await button(page, 'Another card').click()
  world.tap('Aigerim')
  await cashier.waitForResult('Paid, settles later', 30_000)
  world.remove()
  await cashier.newSale()

  await cashier.charge('2.00')
  world.tap(CARD)
  await expect(question(page)).toBeVisible({ timeout: 30_000 })
  world.remove()
  await world.network.restore()
  await expect(button(page, 'Pay now')).toBeVisible({ timeout: 30_000 })
  await button(page, 'Back').click()
  await cashier.waitForCounter()
  await expectStates(page, ['refused', 'settled'])
})
