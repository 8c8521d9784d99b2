import { rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { hashPin } from '#main/staff/pins.ts'
import type { CardName } from '#simulator/cards.ts'
import type { World } from '#simulator/world.ts'
import { errorWords } from '#src/errors/words/words.ts'
import { type Address, toChecksumAddress } from '#src/payment/address.ts'
import { toUnixSeconds } from '#src/time/clock.ts'
import { certificateByEthers } from '../../fakes/certificate.ts'
import { denyListByEthers, OPERATOR } from '../../fakes/deny-list.ts'
import { addressOfKey, testKey } from '../../fakes/payment.ts'
import { type Counter, type Terminal, test } from '../fixtures.ts'
import { goOffline, sell } from '../steps.ts'
import { type Technician, technicianAt } from '../technician.ts'

const PIN = '735124'
const DAY_SECONDS = 86_400
/** A test key: it certifies nothing anywhere. */
const ISSUER_KEY = testKey(78)
const ISSUER = addressOfKey(ISSUER_KEY)
const now = () => toUnixSeconds(Date.now())

const cardOf = (world: World, name: CardName) => {
  const card = world.cards.get(name)
  if (!card?.address) throw new Error('a card with a key')
  return { address: card.address, store: card.store }
}

async function decline({ cashier }: Counter, world: World, card: CardName, amount: string): Promise<void> {
  await cashier.charge(amount)
  world.tap(card)
  await cashier.waitForResult('Not paid', 30_000)
  world.remove()
}

async function lookAtTrust({ kiosk }: Counter): Promise<Technician> {
  const technician = technicianAt(kiosk, 'en')
  await technician.comeIn(PIN, 'pin')
  await technician.go('trust')
  return technician
}

/** A terminal that follows the operator's list in this file. */
async function followList(terminal: Terminal, path: string): Promise<void> {
  const pin = await hashPin(PIN)
  await terminal.configure((config) => {
    config.service = { pin }
    config.risk = {
      unknown: { floor: '10' },
      denyList: { source: path, operators: [OPERATOR] },
    }
  })
}

/** In one step, as a program has it that gives lists out. */
async function giveOut(path: string, list: Uint8Array): Promise<void> {
  await writeFile(`${path}.new`, list)
  await rename(`${path}.new`, path)
}

test('a certified card pays more offline than one that nobody vouches for, and no more than its issuer allows', async ({
  world,
  terminal,
}) => {
  test.slow()
  const pin = await hashPin(PIN)
  await terminal.configure((config) => {
    config.service = { pin }
    config.risk = { unknown: { floor: '5' }, issuers: [{ address: ISSUER }] }
  })
  const { address: card, store } = cardOf(world, 'Madina')
  const counter = await terminal.open()
  const { page, cashier } = counter
  await goOffline(counter, world)
  await decline(counter, world, 'Madina', '10.00')
  await expect(page.getByText('This payment: 10.00 of 5.00 USDC.')).toBeVisible()
  await cashier.newSale()

  const content = { ...{ card, tier: 1, offlineLimit: 50_000_000n, windowLimit: 60_000_000n }, serial: 7 }
  const span = { notBefore: now() - 60, notAfter: now() + DAY_SECONDS }
  store(certificateByEthers({ ...content, ...span }, world.token.domain, ISSUER_KEY))
  try {
    await sell(counter, world, { card: 'Madina', amount: '10.00', result: 'Paid, settles later' })
    await decline(counter, world, 'Madina', '50.01')
    await expect(page.getByText('This payment: 50.01 of 50.00 USDC.')).toBeVisible()
    await cashier.newSale()
  } finally {
    store(undefined)
  }

  const technician = await lookAtTrust(counter)
  await expect(page.getByText(toChecksumAddress(ISSUER))).toBeVisible()
  await expect(page.getByText(technician.say('trust.counts'))).toBeVisible()
})

test('a card on the operator’s list is declined by the next change of it, and a forged list changes nothing', async ({
  world,
  terminal,
}) => {
  test.slow()
  const path = join(terminal.dir, 'deny-list.bin')
  const { address } = cardOf(world, 'Daniyar')
  const other: Address = `0x${'11'.repeat(20)}`
  await giveOut(path, denyListByEthers({ version: 1, issuedAt: now(), added: [other] }))
  await followList(terminal, path)
  const counter = await terminal.open()
  const { page, cashier } = counter
  await sell(counter, world, { card: 'Daniyar' })

  await giveOut(path, denyListByEthers({ version: 2, base: 1, issuedAt: now(), added: [address] }))
  const technician = await lookAtTrust(counter)
  const cards = page.getByText(technician.say('trust.cards')).locator('..')
  await expect(cards).toContainText('2', { timeout: 30_000 })

  const forger = testKey(79)
  await giveOut(path, denyListByEthers({ version: 3, base: 2, issuedAt: now(), removed: [address] }, forger))
  const { what, now: todo } = errorWords('DENY_LIST_SIGNER_UNKNOWN', 'en')
  await expect(page.getByRole('alert')).toContainText(`${what} ${todo}`, { timeout: 30_000 })
  await expect(page.getByRole('alert')).toContainText(addressOfKey(forger))
  await expect(cards).toContainText('2')
  await technician.button('service.leave').click()

  await decline(counter, world, 'Daniyar', '4.27')
  await expect(page.getByText(errorWords('CARD_DENIED', 'en').what)).toBeVisible()
  await cashier.newSale()
})

test('an old list lowers what is taken offline', async ({ world, terminal }) => {
  test.slow()
  const path = join(terminal.dir, 'deny-list.bin')
  await giveOut(path, denyListByEthers({ version: 1, issuedAt: now() - 8 * DAY_SECONDS }))
  await followList(terminal, path)
  const counter = await terminal.open()
  const { page, cashier } = counter
  await goOffline(counter, world)
  await decline(counter, world, 'Aigerim', '6.00')
  await expect(page.getByText('This payment: 6.00 of 5.00 USDC.')).toBeVisible()
  await cashier.newSale()
  await sell(counter, world, { amount: '5.00', result: 'Paid, settles later' })
  const technician = await lookAtTrust(counter)
  await expect(page.getByText(technician.say('trust.old'))).toBeVisible()
})
