import { readFile } from 'node:fs/promises'
import { expect, type Page } from '@playwright/test'
import { id as hashOf, Interface, zeroPadValue } from 'ethers'
import { askNode } from '#simulator/chain/node.ts'
import { paymentsOf } from '#simulator/kiosk-facts.ts'
import type { World } from '#simulator/world.ts'
import type { Payment } from '#src/payment/record.ts'
import { test } from '../fixtures.ts'
import { closeTop, enterPin, find, openShop, SUPERVISOR_PIN, tab } from '../shop.ts'
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
