import type { Page } from '@playwright/test'
import { type HistoryScene, LARGE, REFUSED, SETTLED, WAITING } from './history-scenes.ts'

/** Of which payment a scene is, where it is of one. */
const OF: Partial<Record<HistoryScene, number>> = {
  'payment-settled': SETTLED,
  'payment-refused': REFUSED,
  return: SETTLED,
  'return-asked': LARGE,
}

const TYPED: Partial<Record<HistoryScene, string>> = {
  'history-none': '999999',
}

/** Goes from the counter to what the scene shows. */
export async function actHistory(page: Page, scene: HistoryScene): Promise<void> {
  await page.locator('.nav__tab--today').click()
  await page.locator('.figures').waitFor()
  if (scene.startsWith('today')) return
  await page.locator('.glance__head .button').click()
  const typed = TYPED[scene]
  if (typed) await page.locator('.filters__input').fill(typed)
  if (scene === 'history-keys') await page.locator('.typing-open').click()
  if (scene === 'history-states') await page.locator('.choice__button').nth(0).click()
  if (scene.startsWith('history')) {
    await page.locator(typed ? '.history__nothing' : '.history').waitFor()
    return
  }
  const number = OF[scene] ?? WAITING
  await page.locator('.filters__input').fill(number.toString())
  await page
    .locator('.history__row')
    .filter({ hasText: `-${number.toString().padStart(6, '0')}` })
    .click()
  await page.locator('.detail__state').waitFor()
  await actPayment(page, scene)
}

async function actPayment(page: Page, scene: HistoryScene): Promise<void> {
  const button = (fromEnd: number) => page.locator('.detail__buttons .button').nth(-fromEnd)
  if (scene === 'payment-not-printed') {
    await button(1).click()
    await page.locator('.detail__printed--failed').waitFor()
  }
  if (scene === 'payment-qr') await button(2).click()
  if (scene.startsWith('void') || scene.startsWith('return')) await button(3).click()
  const choice = (at: number) => page.locator('.dialog__actions .button').nth(at)
  if (scene === 'void-waiting') await choice(2).click()
  if (scene === 'void-done') {
    await choice(1).click()
    await page.locator('.rescue-done').waitFor()
  }
  if (!scene.startsWith('return')) return
  await page.locator('.return').waitFor()
  if (scene !== 'return-asked') return
  await page.locator('.return__actions .button').nth(1).click()
  await page.locator('.rescue-done').waitFor()
}
