import type { Page } from '@playwright/test'

/** Puts the goods of the sketch into the basket, and goes as far as the scene does. */
export async function actOrder(page: Page, scene: string): Promise<void> {
  if (/^order-(tap|paid|declined)/.test(scene)) return
  const tile = (at: number) => page.locator('.tile').nth(at)
  const action = (at: number) => page.locator('.order__action').nth(at)
  const way = (at: number) => page.locator('.goods__way').nth(at)
  for (const at of scene === 'order-full' ? [0, 1, 2, 3, 4, 5, 6, 7] : [2, 2, 5]) await tile(at).click()
  if (scene === 'order-basket') await page.locator('.basket__open').nth(0).click()
  if (scene === 'order-full')
    for (const choice of [0, 1]) {
      await action(choice).click()
      await page.locator('.percents button').nth(2).click()
    }
  if (scene === 'order-discount') await action(0).click()
  if (scene === 'order-typed') await page.keyboard.type('780')
  if (scene === 'order-typed') await page.locator('.typed').waitFor()
  if (scene.startsWith('order-search')) {
    await way(2).click()
    await page.keyboard.type('а')
    if (scene === 'order-search-keys') await page.locator('.typing-open').click()
  }
  if (scene !== 'order-held') return
  await action(2).click()
  await tile(0).click()
  await action(2).click()
  await tile(4).click()
  await action(3).click()
}
