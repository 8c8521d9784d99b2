import { createHash } from 'node:crypto'
import { expect, type Page } from '@playwright/test'
import { Contract, JsonRpcProvider, Wallet } from 'ethers'
import { paymentsOf } from '#simulator/kiosk-facts.ts'
import type { World } from '#simulator/world.ts'
import { photograph } from '../camera.ts'
import { type Counter, test } from '../fixtures.ts'
import { expectStates, nextReceipt } from '../steps.ts'

/** Madina's key in the simulator (simulator/cards.ts): her phone holds it as her card does. */
const KEY = `0x${createHash('sha256').update('Tapsyr simulator card: Madina').digest('hex')}`
const CODE = 'Transfer request for a wallet'

/** Whichever codes are offered: the one for a transfer. */
async function readCode({ page }: Counter): Promise<string> {
  const choice = page.getByRole('radio', { name: 'Transfer' })
  const code = page.getByRole('img', { name: CODE })
  await expect(choice.or(code).first()).toBeVisible()
  if (await choice.isVisible()) await choice.click()
  await expect(code).toBeVisible()
  return photograph(page, CODE)
}

/** A wallet that sends what the code asks for, by the network. */
async function payOnChain(world: World, uri: string): Promise<void> {
  const [, token = '', chainId, payee, units] =
    /^ethereum:(0x\w{40})@(\d+)\/transfer\?address=(0x\w{40})&uint256=(\d+)$/.exec(uri) ?? []
  const provider = new JsonRpcProvider(world.chain.rpcUrl, Number(chainId), { staticNetwork: true })
  const wallet = new Wallet(KEY, provider)
  await world.chain.ask('anvil_setBalance', wallet.address, '0xde0b6b3a7640000')
  const contract = new Contract(token, ['function transfer(address,uint256) returns (bool)'], wallet)
  await contract.getFunction('transfer').send(payee, units)
  provider.destroy()
}

const unitsIn = (uri: string): bigint => BigInt(new URLSearchParams(uri.split('?')[1]).get('uint256') ?? '0')
const only = async (page: Page) => {
  const [payment, ...more] = await paymentsOf(page)
  expect(more).toEqual([])
  return payment
}

test('a wallet pays on chain by itself: seen, paid, printed, settled', async ({ world, counter }) => {
  const { cashier, page } = counter
  const before = await world.merchantBalance()
  await expect(cashier.status).toHaveText('Online')
  await cashier.charge('4.27')
  const uri = await readCode(counter)
  const units = unitsIn(uri)
  expect(units - 4_270_000n).toBeGreaterThan(0n)
  expect(units - 4_270_000n).toBeLessThan(1000n)
  await expect(page.getByText(`Send exactly ${Number(units) / 1e6}`)).toBeVisible()
  await counter.picture('transfer')

  const paper = nextReceipt(world)
  await payOnChain(world, uri)
  await cashier.waitForResult('Paid')
  await counter.picture('paid')
  expect(await paper).toContain(`${Number(units) / 1e6} USDC`)
  expect(await paper).toContain('Paid on the network.')

  await expectStates(page, ['settled'])
  const payment = await only(page)
  expect(payment).toMatchObject({ signature: null, batch: null })
  expect(payment?.authorization.from).toBe(world.cards.get('Madina')?.address)
  expect((await world.merchantBalance()) - before).toBe(units)
})

test('a transfer that comes after Cancel is no payment, and the cashier is told to give it back', async ({
  world,
  counter,
}) => {
  const { cashier, page } = counter
  await cashier.charge('4.27')
  const uri = await readCode(counter)
  await page.getByRole('button', { name: 'Cancel' }).click()
  await cashier.waitForCounter()
  await payOnChain(world, uri)
  await expect(page.getByText('Give it back.')).toBeVisible()
  await counter.picture('stray')
  expect(await paymentsOf(page)).toEqual([])
  await page.getByRole('button', { name: 'Got it' }).click()
  await expect(page.getByText('Give it back.')).toHaveCount(0)
})

test('without a network nobody is asked to pay on chain', async ({ world, counter }) => {
  const { cashier, page } = counter
  await world.network.cut()
  await expect(cashier.status).toHaveText(/^Offline/)
  await cashier.charge('4.27')
  await expect(page.getByText('No network: settles later')).toBeVisible()
  await expect(page.getByRole('radio', { name: 'Transfer' })).toHaveCount(0)
  await expect(page.getByRole('img', { name: CODE })).toHaveCount(0)
})
