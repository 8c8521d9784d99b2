import { createHash } from 'node:crypto'
import { expect, type Locator, type Page } from '@playwright/test'
import { hashPin } from '#main/staff/pins.ts'
import { cashierAt } from '#simulator/cashier.ts'
import type { Hex } from '#src/payment/hex.ts'
import { type Counter, type Terminal, test } from '../fixtures.ts'
import { expectStates, goOffline, sell } from '../steps.ts'

const PIN = '4711'
const SUPERVISOR_PIN = '081500'

/** The published test key of a card with money on it (simulator/cards.ts): here it gives refunds. */
const walletKey = (): Hex =>
  `0x${createHash('sha256').update('Tapsyr simulator card: Daniyar').digest('hex')}`

/** Aigul sells, and Marat may take back and give back. */
async function openShop(terminal: Terminal): Promise<Counter> {
  const aigul = { id: 'aigul', name: 'Aigul', role: 'cashier', pin: await hashPin(PIN) } as const
  const marat = {
    id: 'marat',
    name: 'Marat',
    role: 'supervisor',
    pin: await hashPin(SUPERVISOR_PIN),
  } as const
  await terminal.configure((config) => {
    config.staff = [aigul, marat]
    config.refunds = { maxPayment: '50', maxPerDay: '100', testKey: walletKey() }
  })
  const kiosk = await terminal.launch()
  const { page } = kiosk
  await expect(page.getByRole('heading', { name: 'Enter your PIN' })).toBeVisible({ timeout: 60_000 })
  await enterPin(page, PIN)
  await page.getByRole('button', { name: 'Open shift 1' }).click()
  const cashier = cashierAt(page)
  await cashier.waitForCounter()
  return { kiosk, page, cashier, picture: async () => undefined }
}

async function enterPin(page: Page, pin: string): Promise<void> {
  const pad = page.getByRole('group', { name: 'PIN' })
  for (const digit of pin) await pad.getByRole('button', { name: digit, exact: true }).click()
  await pad.getByRole('button', { name: 'Enter' }).click()
}

const tab = (page: Page, name: string) => page.getByRole('radio', { name, exact: true }).click()

/** The payment, found by what somebody remembers of it. */
async function find(page: Page, typed: string, receipt: string): Promise<Locator> {
  await page.getByRole('searchbox', { name: 'Search' }).fill(typed)
  await page.getByRole('row', { name: receipt }).click()
  const panel = page.getByRole('dialog', { name: `Payment ${receipt}` })
  await expect(panel).toBeVisible()
  return panel
}

const closeTop = (page: Page) =>
  page.getByRole('dialog').last().getByRole('button', { name: 'Close', exact: true }).click()

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
