import { readFile } from 'node:fs/promises'
import { expect, type Page } from '@playwright/test'
import { id as hashOf, Interface, zeroPadValue } from 'ethers'
import { askNode } from '#simulator/chain/node.ts'
import { paymentsOf } from '#simulator/kiosk-facts.ts'
import type { World } from '#simulator/world.ts'
import type { Payment } from '#src/payment/record.ts'
import { test } from '../fixtures.ts'
import { closeTop, enterPin, find, OWNER_PIN, openShop, SUPERVISOR_PIN, tab } from '../shop.ts'
import { expectStates, goOffline, nobodySigns, sell } from '../steps.ts'

const TOKEN = new Interface(['function authorizationState(address, bytes32) view returns (bool)'])
const CANCELED = hashOf('AuthorizationCanceled(address,bytes32)')

/** What the chain says of an authorization: whether it is spent, and by how many cancellations of its payer. */
async function onChain(world: World, { authorization: { from, nonce } }: Payment) {
  const config = JSON.parse(await readFile(world.configPath, 'utf8'))
  const rpcUrl: string = config.chain.rpcUrls[0]
  const token = world.token.domain.verifyingContract
  const data = TOKEN.encodeFunctionData('authorizationState', [from, nonce])
  const spent = await askNode(rpcUrl, 'eth_call', { to: token, data }, 'latest')
  const topics = [CANCELED, zeroPadValue(from, 32), nonce]
  const logs = await askNode(rpcUrl, 'eth_getLogs', { address: token, topics, fromBlock: '0x0' })
  return { spent: Number(spent) === 1, cancelled: Array.isArray(logs) ? logs.length : logs }
}

async function onlyPayment(page: Page): Promise<Payment> {
  const [payment] = await paymentsOf(page)
  if (!payment) throw new Error('nothing was sold')
  return payment
}

async function lookUp(page: Page, receipt: string) {
  // Today begins with its figures again when one comes back to it.
  await tab(page, 'Sell')
  await tab(page, 'Today')
  await page.getByRole('button', { name: 'All payments' }).click()
  return find(page, receipt, receipt)
}

test('a sale is voided with the customer’s card tapped again, and the chain cancels the authorization', async ({
  world,
  terminal,
}) => {
  test.slow()
  const counter = await openShop(terminal)
  const { page, cashier } = counter
  const before = await world.merchantBalance()
  await goOffline(counter, world)
  const receipt = await sell(counter, world, { result: 'Paid, settles later' })
  const panel = await lookUp(page, receipt)
  await panel.getByRole('button', { name: 'Void' }).click()
  await page.getByRole('button', { name: 'With the card' }).click()
  await enterPin(page, SUPERVISOR_PIN)
  await expect(page.getByText('Hold the card that paid on the reader')).toBeVisible()
  await expect(page.getByRole('group', { name: 'PIN' })).toHaveCount(0)

  world.tap('Aigerim')
  await expect(page.getByText('The card has cancelled the payment.')).toBeVisible({ timeout: 30_000 })
  world.remove()
  await closeTop(page)
  await expectStates(page, ['voided'])

  await world.network.restore()
  await expect(cashier.status).toHaveText(/^Online/)
  await expectStates(page, ['cancelled'])
  expect(await onChain(world, await onlyPayment(page))).toEqual({ spent: true, cancelled: 1 })
  expect(await world.merchantBalance()).toBe(before)
})

test('another card than the one that paid takes nothing back', async ({ world, terminal }) => {
  test.slow()
  const counter = await openShop(terminal)
  const { page } = counter
  await goOffline(counter, world)
  const receipt = await sell(counter, world, { result: 'Paid, settles later' })
  const panel = await lookUp(page, receipt)
  await panel.getByRole('button', { name: 'Void' }).click()
  await page.getByRole('button', { name: 'With the card' }).click()
  await enterPin(page, SUPERVISOR_PIN)
  await expect(page.getByText('Hold the card that paid on the reader')).toBeVisible()
  const silence = nobodySigns(world)
  world.tap('Madina')
  await expect(page.getByRole('dialog').last()).toContainText('CARD_OTHER', { timeout: 30_000 })
  await silence
  world.remove()
  await expectStates(page, ['accepted'])
})

test('returns above the cap wait for the owner, who approves one, which settles, and denies the other', async ({
  world,
  terminal,
}) => {
  test.slow()
  const counter = await openShop(terminal, '1')
  const { page } = counter
  const receipts = [await sell(counter, world), await sell(counter, world, { amount: '2.73' })]
  await expectStates(page, ['settled', 'settled'])
  const customer = world.cards.get('Aigerim')?.address
  if (!customer) throw new Error('no card')
  const before = await world.token.balanceOf(customer)

  for (const [i, amount] of ['4.27 USDC', '2.73 USDC'].entries()) {
    const panel = await lookUp(page, receipts[i] ?? '')
    await panel.getByRole('button', { name: 'Return' }).click()
    await page.getByRole('button', { name: `Give back ${amount}` }).click()
    await enterPin(page, SUPERVISOR_PIN)
    await expect(page.getByText(`${amount} waits for the owner.`)).toBeVisible()
    await closeTop(page)
    await expect(panel).toBeVisible()
    await closeTop(page)
    await expect(page.getByRole('dialog')).toHaveCount(0)
  }
  await expectStates(page, ['settled', 'settled'])

  await tab(page, 'Sell')
  await tab(page, 'Today')
  const asks = page.getByRole('region', { name: 'Returns that wait for the owner' })
  await asks.getByRole('button', { name: 'Approve the return of 4.27 USDC' }).click()
  await enterPin(page, SUPERVISOR_PIN)
  await expect(page.getByRole('alert')).not.toBeEmpty()
  await enterPin(page, OWNER_PIN)
  await expect(asks).toContainText('Approved: 4.27 USDC goes back to the customer.')
  await asks.getByRole('button', { name: 'Deny the return of 2.73 USDC' }).click()
  await enterPin(page, OWNER_PIN)
  await expect(asks).toContainText('Denied: 2.73 USDC is not given back.')

  await expectStates(page, ['settled', 'settled', 'settled'])
  expect(await world.token.balanceOf(customer)).toBe(before + 4_270_000n)
})
