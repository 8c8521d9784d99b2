import type { Page } from '@playwright/test'
import { SERVICE_PIN } from './service-answers.ts'
import type { ServiceScene } from './service-scenes.ts'

/** Places in the navigation. */
const PAGES = [
  'overview',
  'devices',
  'network',
  'trust',
  'queue',
  'keys',
  'configuration',
  'faults',
  'logs',
  'about',
]
const PAGE_OF: Partial<Record<string, string>> = {
  closed: 'overview',
  test: 'devices',
  'clock-behind': 'trust',
  'clock-right': 'trust',
  rotate: 'keys',
  'back-up': 'keys',
  'config-wrong': 'configuration',
  update: 'about',
  'update-refused': 'about',
  'config-good': 'configuration',
  'config-signed': 'configuration',
  'config-refused': 'configuration',
  'config-layers': 'configuration',
}

/** What the technician does to come to a scene. */
export async function actService(page: Page, scene: ServiceScene) {
  if (scene.startsWith('setup')) return actSetup(page, scene.slice('setup-'.length))
  if (!scene.startsWith('service')) return
  const name = scene.slice('service-'.length)
  await page.keyboard.press('Control+Alt+KeyS')
  await page.locator('.pin-form').waitFor()
  if (name === 'gate') return
  if (name === 'gate-locked') return page.locator('.service-gate__lock').waitFor()
  await page.keyboard.type(SERVICE_PIN)
  await page.keyboard.press('Enter')
  await page
    .locator('.service-nav__item')
    .nth(PAGES.indexOf(PAGE_OF[name] ?? name))
    .click()
  await actOnPage(page, name)
}

async function actOnPage(page: Page, name: string) {
  const action = (n: number) => page.locator('.service-page .button').nth(n)
  switch (name) {
    // Three looks make a trend.
    case 'closed':
    case 'overview':
      return page.locator('.plot').first().waitFor()
    case 'config-layers':
    case 'devices':
      return page.locator('.service-facts__one').first().waitFor()
    case 'test':
      await action(1).click()
      return page.locator('.test-result .mark--bad').waitFor()
    case 'rotate':
      return page.locator('.service-key .button').nth(1).click()
    case 'clock-right':
    case 'back-up':
      return action(0).click()
    case 'config-wrong':
    case 'config-refused':
      await action(0).click()
      return page.locator('.candidate').waitFor()
    case 'config-good':
      await action(0).click()
      return page.locator('.candidate ins').first().waitFor()
    default:
      return page
        .locator('.service-page .service-facts, .service-table, .service-key, .service-log')
        .first()
        .waitFor()
  }
}

const ADDRESS = '0x2B5AD5c4795c026514f8317c7a215E218DcCD6cF'
const TYPED: Readonly<Record<string, readonly string[]>> = {
  language: [],
  shop: ['Aport Market', 'пр. Достык, 132/1', '012345678901', 'till-7f3a', '2'],
  payee: [ADDRESS],
  token: ['USDC', '6', 'USD Coin', '2', ADDRESS],
  network: ['8453', 'https://rpc.example.kz', 'https://spare.example.org'],
  devices: [],
  pin: ['2468', '2468'],
}

/** Fills in every step before the one that is to be seen; in that one itself mistakes are made. */
async function actSetup(page: Page, name: string) {
  const steps = Object.keys(TYPED)
  const [at = ''] = name.split('-')
  const to = name === 'summary' || name === 'refused' ? steps.length : steps.indexOf(at)
  const next = page.locator('.setup__foot .button--primary')
  for (const [i, step] of steps.slice(0, to).entries()) {
    await fillStep(page, TYPED[step] ?? [])
    await next.click()
    // The nodes answer first.
    if (step === 'network') {
      await page.locator('.setup-node').first().waitFor()
      await next.click()
    }
    await page.locator(`.setup__progress[value="${i + 2}"]`).waitFor()
  }
  if (name === 'shop') await next.click()
  if (name === 'payee' || name === 'token') await fillStep(page, TYPED[name] ?? [])
  if (name === 'network') await fillStep(page, ['none', 'rpc.example.kz', ''])
  if (name === 'pin') await fillStep(page, ['2468', '1357'])
  if (name === 'network' || name === 'pin' || name === 'refused') await next.click()
  if (name.startsWith('network-')) {
    await fillStep(page, TYPED[at] ?? [])
    await next.click()
    await page.locator('.setup-node').first().waitFor()
  }
  if (name === 'devices') await page.locator('.setup-device').nth(2).click()
  if (name === 'refused') await page.locator('.config-problems').waitFor()
}

async function fillStep(page: Page, values: readonly string[]) {
  for (const [i, value] of values.entries()) await page.locator('.field__input').nth(i).fill(value)
}
