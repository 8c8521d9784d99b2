import { expect, type Locator, type Page } from '@playwright/test'
import type { CardName } from '#simulator/cards.ts'
import type { SaleResult } from '#simulator/cashier.ts'
import { paymentsOf } from '#simulator/kiosk-facts.ts'
import type { SimulatedPrinter } from '#simulator/printer.ts'
import type { World } from '#simulator/world.ts'
import type { PaymentState } from '#src/payment/states.ts'
import type { Counter } from './fixtures.ts'

export interface SaleOf {
  readonly card?: CardName
  readonly amount?: string
  readonly result?: SaleResult
}

/** One whole sale, back to the keypad; returns its receipt number. */
export async function sell(
  { cashier }: Pick<Counter, 'cashier'>,
  world: World,
  sale: SaleOf = {},
): Promise<string> {
  const { card = 'Aigerim', amount = '4.27', result = 'Paid' } = sale
  await cashier.charge(amount)
  world.tap(card)
  await cashier.waitForResult(result, 30_000)
  const receipt = await cashier.receipt()
  world.remove()
  await cashier.newSale()
  return receipt
}

export async function goOffline({ cashier }: Pick<Counter, 'cashier'>, world: World): Promise<void> {
  await world.network.cut()
  await expect(cashier.status).toHaveText(/^Offline/)
}

/** Waits until the terminal's payments, oldest first, stand like this. */
export const expectStates = (page: Page, states: readonly PaymentState[]): Promise<void> =>
  expect
    .poll(async () => (await paymentsOf(page)).map((payment) => payment.state), { timeout: 60_000 })
    .toEqual(states)

/** The receipt that comes out of the printer next, as text; ask before you cause it. */
export async function nextReceipt(
  { events, printer }: World,
  from: SimulatedPrinter = printer,
): Promise<string> {
  const { index } = await events.next('receipt', 30_000)
  return from.receipts[index]?.text ?? ''
}

/** Longer than a reader needs to see a card come or go. */
const WATCHED_MS = 1200

/** Watches the reader for a while: no card is asked to sign. */
export const nobodySigns = (world: World): Promise<void> =>
  expect(world.events.next('signing', WATCHED_MS)).rejects.toThrow()

/** Opens the panel behind the pill. */
export async function openPanel({ page, cashier }: Counter): Promise<Locator> {
  await cashier.status.click()
  const panel = page.getByRole('dialog', { name: 'Payments and network' })
  await expect(panel).toBeVisible()
  return panel
}

export async function closePanel({ page }: Counter): Promise<void> {
  await page.getByRole('button', { name: 'Close', exact: true }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
}

/** A scanner that types what it reads: a key every two milliseconds, whatever else the machine does. */
export async function scan(page: Page, text: string): Promise<void> {
  const keyboard = await page.context().newCDPSession(page)
  const start = Date.now() / 1000
  const keys = [...text].map((letter) => ({
    key: letter,
    text: letter,
    ...(/\d/.test(letter) && { code: `Digit${letter}` }),
  }))
  await Promise.all(
    [...keys, { key: 'Enter', code: 'Enter', text: '\r' }].map((key, i) =>
      keyboard.send('Input.dispatchKeyEvent', { type: 'keyDown', ...key, timestamp: start + i / 500 }),
    ),
  )
  await keyboard.detach()
}
