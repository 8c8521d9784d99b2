import { createHash } from 'node:crypto'
import { expect } from '@playwright/test'
import { paymentsOf } from '#simulator/kiosk-facts.ts'
import { askWallet } from '#simulator/wallet/wallet.ts'
import { decodeRequest } from '#src/qr/request.ts'
import { must } from '../../fakes/wires.ts'
import { photograph } from '../camera.ts'
import { test } from '../fixtures.ts'
import { expectStates, goOffline, scan } from '../steps.ts'

/** Madina's key in the simulator (simulator/cards.ts): her phone holds it as her card does. */
const KEY = `0x${createHash('sha256').update('Tapsyr simulator card: Madina').digest('hex')}`

test('a wallet pays by code, and neither side has a network', async ({ world, terminal }) => {
  await terminal.configure((config) => {
    config.devices = { ...config.devices, scanner: { wire: 'keyboard' } }
  })
  const counter = await terminal.open()
  const { cashier, page } = counter
  const before = await world.merchantBalance()
  await goOffline(counter, world)

  await cashier.charge('4.27')
  const request = await photograph(page, 'Payment request for a wallet')
  await counter.picture('request')
  expect(must(decodeRequest(request))).toMatchObject({
    draft: { value: 4_270_000n },
    asset: { symbol: 'USDC', decimals: 6 },
  })

  const wallet = must(askWallet(request, KEY))
  const answer = await wallet.sign()
  // An answer that was damaged on its way is said, and nothing is charged.
  await scan(page, `${answer.slice(0, 10)}${answer[10] === '0' ? '1' : '0'}${answer.slice(11)}`)
  await expect(page.getByRole('alert')).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Hold the card on the reader' })).toBeVisible()
  await counter.picture('other-code')

  await scan(page, answer)
  await cashier.waitForResult('Paid, settles later')
  await counter.picture('paid')

  // The phone is still in front of the scanner: its code presses no button and types no amount.
  await scan(page, answer)
  await expect(page.getByRole('status', { name: 'Paid, settles later' })).toBeVisible()
  await cashier.newSale()
  await scan(page, answer)
  await expect(page.getByRole('button', { name: 'Enter the amount' })).toBeVisible()
  await expect(cashier.status).toHaveText('Offline · 1 waiting · 4.27 USDC')

  await world.network.restore()
  await expectStates(page, ['settled'])
  const [payment, ...more] = await paymentsOf(page)
  expect(more).toEqual([])
  expect(payment?.authorization.from).toBe(world.cards.get('Madina')?.address)
  expect((await world.merchantBalance()) - before).toBe(4_270_000n)
})
