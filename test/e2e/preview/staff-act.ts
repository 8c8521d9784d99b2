import type { Page } from '@playwright/test'
import type { Scene } from './scenes.ts'

const tab = (page: Page, name: 'shift' | 'help') => page.locator(`.nav__tab--${name}`).click()
const action = (page: Page, place: 0 | 1 | 2) => page.locator('.shift__actions .button').nth(place).click()

/** What people do at sign-in and in the shift, to come to these screens. */
export async function actStaff(page: Page, scene: Scene): Promise<void> {
  if (scene === 'sign-in') await page.keyboard.type('471')
  if (scene === 'shift-open') await page.keyboard.type('2000000')
  if (scene === 'who') await page.locator('.who').click()
  if (scene === 'help') await tab(page, 'help')
  if (scene === 'shift-x') await tab(page, 'shift')
  if (scene === 'shift-closing' || scene === 'shift-unprinted') {
    await tab(page, 'shift')
    await action(page, 2)
    await page.keyboard.type('1950000')
  }
  if (scene === 'shift-unprinted') {
    await page.keyboard.press('Enter')
    await page.locator('.notice').waitFor()
  }
  if (scene === 'shift-approval') {
    await tab(page, 'shift')
    await action(page, 1)
    await page.locator('.choices .button').first().click()
    await page.locator('.approval').waitFor()
    await page.keyboard.type('12')
  }
}
