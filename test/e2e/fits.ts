import { type ElectronApplication, expect, type Page } from '@playwright/test'

interface Size {
  readonly width: number
  readonly height: number
}

/** What a finger needs; see the width of keys on any card terminal. */
const SMALLEST_TARGET = 48

/** Gives the window that size and expects no scrollbar, and every target on the screen and large enough. */
export async function expectFits(
  { page, app }: { readonly page: Page; readonly app: ElectronApplication },
  size: Size,
): Promise<void> {
  await app.evaluate(({ BrowserWindow }, { width, height }) => {
    BrowserWindow.getAllWindows()[0]?.setContentSize(width, height)
  }, size)
  await expect
    .poll(() => page.evaluate(() => ({ width: innerWidth, height: innerHeight })), 'the window has its size')
    .toEqual(size)
  const overflow = await page.evaluate(() => {
    const { scrollWidth, scrollHeight } = document.documentElement
    return scrollWidth > innerWidth || scrollHeight > innerHeight
  })
  expect(overflow, 'the page scrolls').toBe(false)
  expect(await badTargets(page), 'targets too small or off the screen').toEqual([])
}

/** Rows of a long list may lie below its edge: a list scrolls, a screen does not. */
const badTargets = (page: Page): Promise<string[]> =>
  page
    .getByRole('button')
    .or(page.getByRole('radio'))
    .evaluateAll(
      (targets, smallest) =>
        targets.flatMap((target) => {
          const { width, height, left, top, right, bottom } = target.getBoundingClientRect()
          const small = Math.round(width) < smallest || Math.round(height) < smallest
          const outside = left < 0 || top < 0 || right > innerWidth + 1 || bottom > innerHeight + 1
          const inList = target.closest('li') !== null
          // For screen readers only: nobody sees it, nobody aims at it.
          if ((target.parentElement?.clientWidth ?? 0) <= 1) return []
          const name = target.getAttribute('aria-label') ?? target.textContent
          return small || (outside && !inList) ? [`${name} ${Math.round(width)}×${Math.round(height)}`] : []
        }),
      SMALLEST_TARGET,
    )
