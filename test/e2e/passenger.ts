import { expect, type Page } from '@playwright/test'
import type { TABLES } from '#renderer/i18n/tables.ts'
import type { CardName } from '#simulator/cards.ts'
import type { SimulatedReader } from '#simulator/reader.ts'

type Words = (typeof TABLES)[keyof typeof TABLES]

declare global {
  interface Window {
    /** What the screen says of the next tap. */
    outcome?: Promise<string>
  }
}

/** It is gone again after a moment, so the page itself has to catch it. Runs in the page. */
function listenForOutcome(): void {
  window.outcome = new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      const outcome = document.querySelector('main.outcome > [role="alert"]')
      if (!outcome) return
      observer.disconnect()
      resolve([...outcome.querySelectorAll('h1, p')].map(({ textContent }) => textContent).join('\n'))
    })
    observer.observe(document.body, { childList: true, subtree: true })
  })
}

/** A person at the kiosk, by what stands on it in their language. */
export interface Passenger {
  /** The start is there and takes cards. */
  waitForStart(timeoutMs?: number): Promise<void>
  /** Holds a card to the reader, takes it away, and reads what the whole screen said meanwhile. */
  tap(card: CardName): Promise<string>
}

const PATIENCE = { timeout: 15_000 }

export function passengerAt(
  page: Page,
  reader: Pick<SimulatedReader, 'tap' | 'remove'>,
  words: Words,
): Passenger {
  const start = page.getByRole('heading', { name: words['station.tap'], exact: true })
  async function tap(card: CardName): Promise<string> {
    await expect(start).toBeVisible(PATIENCE)
    await page.evaluate(listenForOutcome)
    reader.tap(card)
    const said = await page.evaluate(() => window.outcome)
    reader.remove()
    await expect(start).toBeVisible(PATIENCE)
    return (said ?? '').replaceAll('\u00a0', ' ')
  }
  return {
    waitForStart: (timeoutMs = 30_000) => expect(start).toBeVisible({ timeout: timeoutMs }),
    tap,
  }
}
