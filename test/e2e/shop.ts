import { createHash } from 'node:crypto'
import { expect, type Locator, type Page } from '@playwright/test'
import { hashPin } from '#main/staff/pins.ts'
import { cashierAt } from '#simulator/cashier.ts'
import type { Hex } from '#src/payment/hex.ts'
import type { Role } from '#src/staff/person.ts'
import type { Counter, Terminal } from './fixtures.ts'

const PIN = '4711'
export const SUPERVISOR_PIN = '081500'
export const OWNER_PIN = '27182818'

/** The published test key of a card with money on it (simulator/cards.ts): here it gives refunds. */
const walletKey = (): Hex =>
  `0x${createHash('sha256').update('Tapsyr simulator card: Daniyar').digest('hex')}`

const person = async (name: string, role: Role, pin: string) => ({
  id: name.toLowerCase(),
  name,
  role,
  pin: await hashPin(pin),
})

/** Aigul sells and has opened her shift, Marat may take back and give back up to `most`, and Saule owns the shop. */
export async function openShop(terminal: Terminal, most = '50'): Promise<Counter> {
  const staff = [
    await person('Aigul', 'cashier', PIN),
    await person('Marat', 'supervisor', SUPERVISOR_PIN),
    await person('Saule', 'owner', OWNER_PIN),
  ]
  await terminal.configure((config) => {
    config.staff = staff
    config.refunds = { maxPayment: most, maxPerDay: '100', testKey: walletKey() }
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

export async function enterPin(page: Page, pin: string): Promise<void> {
  const pad = page.getByRole('group', { name: 'PIN' })
  for (const digit of pin) await pad.getByRole('button', { name: digit, exact: true }).click()
  await pad.getByRole('button', { name: 'Enter' }).click()
}

export const tab = (page: Page, name: string) => page.getByRole('radio', { name, exact: true }).click()

/** The payment, found by what somebody remembers of it. */
export async function find(page: Page, typed: string, receipt: string): Promise<Locator> {
  await page.getByRole('searchbox', { name: 'Search' }).fill(typed)
  await page.getByRole('row', { name: receipt }).click()
  const panel = page.getByRole('dialog', { name: `Payment ${receipt}` })
  await expect(panel).toBeVisible()
  return panel
}

export const closeTop = (page: Page) =>
  page.getByRole('dialog').last().getByRole('button', { name: 'Close', exact: true }).click()
