import { expect, type Locator, type Page } from '@playwright/test'

/** What the large word on a result screen says. */
export type SaleResult = 'Paid' | 'Paid, settles later' | 'Not paid'

/**
 * The person at the counter, by the screen's roles and names only: what a cashier cannot read or
 * press, this cannot either. Expects the screen in English.
 */
export interface Cashier {
  /** The pill in the top bar. */
  readonly status: Locator
  /** The counter is there and takes what is sold. */
  waitForCounter(timeoutMs?: number): Promise<void>
  /** Types "4.27" and presses Charge; resolves when the customer is asked for the card. */
  charge(amount: string): Promise<void>
  /** The customer's screen asks for the card once more. */
  waitForTapAgain(): Promise<void>
  waitForResult(result: SaleResult, timeoutMs?: number): Promise<void>
  /** The receipt number on the result screen. */
  receipt(): Promise<string>
  /** Back to the keypad from any result. */
  newSale(): Promise<void>
}

const HEADINGS: Record<SaleResult, RegExp> = {
  Paid: /^Paid$/,
  // A space may stand before the comma: the two words are lines of their own.
  'Paid, settles later': /^Paid\s*,\s*settles later$/,
  'Not paid': /^Not paid$/,
}

/** How long a screen may take: far more than it ever does, for machines that do much else. */
const PATIENCE = { timeout: 10_000 }

export function cashierAt(page: Page): Cashier {
  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true })
  const keypad = page.getByRole('group', { name: 'Keypad' })
  /** Where goods have prices the keypad is one of several ways to add them. */
  const counter = keypad.or(page.getByRole('region', { name: 'This sale' })).first()
  return {
    status: page.getByRole('banner').getByRole('button', {
      name: /^(Online|Offline|Connecting|Settling|Network|Fee|Reader|Printer|Paused|Clock|Sign in|\d+ payments? expire)/,
    }),
    waitForCounter: (timeoutMs = 20_000) => expect(counter).toBeVisible({ timeout: timeoutMs }),
    async charge(amount) {
      // Digits shift in from the right, as on any card terminal.
      for (const digit of amount.replace('.', '').replace(/^0+/, ''))
        await keypad.getByRole('button', { name: digit, exact: true }).click()
      await button(`Charge ${amount} USDC`).click()
      await expect(page.getByRole('heading', { name: 'Hold the card on the reader' })).toBeVisible(PATIENCE)
    },
    waitForTapAgain: () =>
      expect(page.getByRole('heading', { name: 'Hold the card on the reader again' })).toBeVisible(PATIENCE),
    waitForResult: (result, timeoutMs = 10_000) =>
      expect(page.getByRole('heading', { name: HEADINGS[result] })).toBeVisible({ timeout: timeoutMs }),
    async receipt() {
      const text = await page
        .getByText(/Receipt \d{3}-\d{6}/)
        .first()
        .textContent()
      return /\d{3}-\d{6,}/.exec(text ?? '')?.[0] ?? ''
    },
    async newSale() {
      // A printed sale goes back by itself after a while: then there is nothing to press.
      await button('New sale')
        .or(button('Back'))
        .click({ timeout: 1_000 })
        .catch(() => {})
      await expect(counter).toBeVisible(PATIENCE)
    },
  }
}
