import type { Page } from '@playwright/test'
import { FITTING, STILL_AT_IT } from './fake-terminal.ts'
import { actHistory } from './history-act.ts'
import { HISTORY_SCENES } from './history-scenes.ts'
import { actOrder } from './order-act.ts'
import type { Scene } from './scenes.ts'
import { actService } from './service-act.ts'
import { SERVICE_SCENES } from './service-scenes.ts'
import { actStaff } from './staff-act.ts'

/** What is typed into the dialogs of the rescue file, scene by scene. */
const SAVE = { saving: STILL_AT_IT, saved: FITTING } as const
const TAKE = { 'take-failed': 'not this one', taken: FITTING } as const

/** What the cashier does first, where the state alone does not show the screen. */
export async function act(page: Page, scene: Scene) {
  const service = SERVICE_SCENES.find((known) => known === scene)
  if (service) return actService(page, service)
  if (scene.startsWith('counter') && scene !== 'counter') await page.keyboard.type('427')
  if (scene.startsWith('panel')) await page.locator('.top-bar__status').click()
  if (scene === 'panel-payment') {
    await page.locator('.payment__text').first().focus()
    await page.keyboard.press('Enter')
    await page.locator('.detail__state').waitFor()
  }
  if (scene.startsWith('passphrase')) {
    await page.locator('.notice button').click()
    await page.locator('.passphrase input:focus').waitFor()
    await page.keyboard.type('abc')
    await page.keyboard.press('Enter')
    await page.locator('.passphrase__problem:not(:empty)').waitFor()
  }
  if (scene === 'declined-override') {
    await page.locator('.result__foot button').nth(1).click()
    await page.locator('.choices').waitFor()
  }
  if (scene === 'debt-missing' || scene === 'debt-paying')
    await page.locator('.result__foot button').first().click()
  if (scene === 'debt-override') {
    await page.locator('.result__foot button').nth(2).click()
    await page.locator('.choices').waitFor()
  }
  if (scene === 'tap-transfer-chosen') await page.locator('.pay-codes__choice button').nth(1).click()
  if (scene.startsWith('order')) await actOrder(page, scene)
  if (scene.startsWith('rescue')) await actRescue(page, scene)
  const history = HISTORY_SCENES.find((known) => known === scene)
  if (history) await actHistory(page, history)
  await actStaff(page, scene)
}

/** Opens the dialog from the panel's foot, and goes as far as the scene does. */
async function actRescue(page: Page, scene: Scene) {
  const name = scene.slice('rescue-'.length)
  const saves = name in SAVE
  const passphrase: string = { ...SAVE, ...TAKE }[name as keyof typeof SAVE | keyof typeof TAKE]
  await page.locator('.top-bar__status').click()
  await page
    .locator('.panel__foot button')
    .nth(saves ? 2 : 3)
    .click()
  for (const field of await page.locator('.field__input').all()) await field.fill(passphrase)
  await page.keyboard.press('Enter')
  await page.locator('.passphrase__working, .rescue-done, .passphrase__problem:not(:empty)').first().waitFor()
}
