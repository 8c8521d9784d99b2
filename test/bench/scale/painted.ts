import type { Locator, Page } from '@playwright/test'
import { cashierAt } from '#simulator/cashier.ts'

export interface ScreenFigures {
  /** From letting go of the status pill to the painted panel, ms. */
  readonly panels: number[]
  /** From letting go of a key of the keypad to the painted amount, ms. */
  readonly keys: number[]
}

/** Opens the panel and types a digit, `count` times. Expects the keypad in sight. */
export async function measureScreen(page: Page, count: number): Promise<ScreenFigures> {
  const panels: number[] = []
  const keys: number[] = []
  const keypad = page.getByRole('group', { name: 'Keypad' })
  for (let i = 0; i < count; i += 1) {
    panels.push(await paintAfter(page, cashierAt(page).status, '[role="dialog"]'))
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    keys.push(
      await paintAfter(page, keypad.getByRole('button', { name: '1', exact: true }), '.counter__amount'),
    )
    await keypad.getByRole('button', { name: 'Delete' }).click()
  }
  return { panels, keys }
}

/** Presses, and measures until the frame is painted in which the text of `selector` is another one. */
async function paintAfter(page: Page, button: Locator, selector: string): Promise<number> {
  const painted = page.evaluate(
    // Without named functions inside: what tsx adds to those is not there in the page.
    (css) =>
      new Promise<number>((resolve) => {
        const before = document.querySelector(css)?.textContent
        let pressedAt = 0
        const options = { capture: true, once: true }
        addEventListener('pointerup', (event) => (pressedAt = event.timeStamp), options)
        const observer = new MutationObserver(() => {
          if (pressedAt === 0 || document.querySelector(css)?.textContent === before) return
          observer.disconnect()
          requestAnimationFrame(() => {
            const { port1, port2 } = new MessageChannel()
            port1.onmessage = () => resolve(performance.now() - pressedAt)
            port2.postMessage(null)
          })
        })
        observer.observe(document.body, { subtree: true, childList: true, characterData: true })
      }),
    selector,
  )
  await button.click()
  return painted
}
