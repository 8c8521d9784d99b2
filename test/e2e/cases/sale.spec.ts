import { expect } from '@playwright/test'
import { paymentsOf } from '#simulator/kiosk-facts.ts'
import { shortAddress } from '#src/payment/address.ts'
import { toPaperLetters } from '#src/receipt/letters.ts'
import { test } from '../fixtures.ts'
import { closePanel, expectStates, goOffline, nextReceipt, openPanel, sell } from '../steps.ts'

test('an online payment is paid, printed and settled', async ({ world, counter }) => {
  const { cashier, page } = counter
  const before = await world.merchantBalance()
  await expect(cashier.status).toHaveText('Online')

  await cashier.charge('4.27')
  const paper = nextReceipt(world)
  world.tap('Aigerim')
  await cashier.waitForResult('Paid')
  const receipt = await cashier.receipt()
  await counter.picture('paid')

  const payer = world.cards.get('Aigerim')?.address ?? '0x'
  expect(await paper).toContain(receipt)
  expect(await paper).toContain('4.27 USDC')
  expect(await paper).toContain(toPaperLetters(shortAddress(payer)))
  await expectStates(page, ['settled'])
  expect((await world.merchantBalance()) - before).toBe(4_270_000n)
  await expect(cashier.status).toHaveText('Online')
})

test('an offline payment is paid at once and settles when the network is back', async ({
  world,
  counter,
}) => {
  const { cashier, page } = counter
  const before = await world.merchantBalance()
  await goOffline(counter, world)

  const paper = nextReceipt(world)
  await cashier.charge('4.27')
  await expect(page.getByText('No network: settles later')).toBeVisible()
  world.tap('Madina')
  await cashier.waitForResult('Paid, settles later')
  await counter.picture('paid-settles-later')
  world.remove()
  expect(await paper).toContain('Accepted offline.')
  await cashier.newSale()
  await expect(cashier.status).toHaveText('Offline · 1 waiting · 4.27 USDC')

  await world.network.restore()
  await expectStates(page, ['settled'])
  await expect(cashier.status).toHaveText('Online')
  const [payment] = await paymentsOf(page)
  const onChain = (await world.paidOnChain()).filter(({ nonce }) => nonce === payment?.id)
  expect(onChain).toHaveLength(1)
  expect((await world.merchantBalance()) - before).toBe(4_270_000n)

  // The keyboard alone leads from the list to all that became of it, and back.
  await openPanel(counter)
  const line = page.getByRole('button', { name: `${payment?.receipt}` }).first()
  await line.focus()
  await page.keyboard.press('Enter')
  const detail = page.getByRole('dialog', { name: `Payment ${payment?.receipt}` })
  const steps = ['Accepted', 'Sent', 'Paid on the chain', 'Settled']
  for (const step of steps)
    await expect(detail.getByRole('term').getByText(step, { exact: true })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(detail).toBeHidden()
  await expect(line).toBeFocused()
})

test('several offline payments settle together, each to the smallest unit', async ({ world, counter }) => {
  await goOffline(counter, world)
  const before = await world.merchantBalance()
  const result = 'Paid, settles later'
  await sell(counter, world, { card: 'Aigerim', amount: '0.01', result })
  await sell(counter, world, { card: 'Daniyar', amount: '12.50', result })
  await sell(counter, world, { card: 'Aigerim', amount: '100.03', result })
  await expect(counter.cashier.status).toHaveText('Offline · 3 waiting · 112.54 USDC')

  await world.network.restore()
  await expectStates(counter.page, ['settled', 'settled', 'settled'])
  expect((await world.merchantBalance()) - before).toBe(112_540_000n)
  const batches = new Set((await paymentsOf(counter.page)).map(({ batch }) => batch))
  expect(batches.size).toBe(1)
})

test('while a person has paused settling nothing is sent, not even after a restart', async ({
  world,
  terminal,
}) => {
  const first = await terminal.open()
  await expect(first.cashier.status).toHaveText('Online')
  await openPanel(first)
  await first.page.getByRole('button', { name: 'Pause', exact: true }).click()
  await closePanel(first)
  await expect(first.cashier.status).toHaveText('Paused')
  const sentBefore = world.gate.calls('eth_sendRawTransaction')
  await sell(first, world, { result: 'Paid, settles later' })
  await expect(first.cashier.status).toHaveText('Paused · 1 waiting · 4.27 USDC')
  await first.kiosk.kill()

  const second = await terminal.open()
  await expect(second.cashier.status).toHaveText('Paused · 1 waiting · 4.27 USDC')
  const panel = await openPanel(second)
  await expect(panel).toContainText('The payment network is there.')
  await second.picture('paused')
  await expectStates(second.page, ['accepted'])
  expect(world.gate.calls('eth_sendRawTransaction')).toBe(sentBefore)

  await second.page.getByRole('button', { name: 'Resume', exact: true }).click()
  await expectStates(second.page, ['settled'])
  await closePanel(second)
  await expect(second.cashier.status).toHaveText('Online')
})
