import { expect, type Page } from '@playwright/test'
import { PLAIN_KEYS, type PlainKey } from '#renderer/i18n/table.ts'
import { TABLES } from '#renderer/i18n/tables.ts'
import type { World } from '#simulator/world.ts'
import { EN as ERRORS_EN } from '#src/errors/words/en.ts'
import { KK as ERRORS_KK } from '#src/errors/words/kk.ts'
import { RU as ERRORS_RU } from '#src/errors/words/ru.ts'
import { expectFits } from '../fits.ts'
import { type Counter, test } from '../fixtures.ts'

const LANGUAGES = [
  { name: 'Қазақша', words: TABLES.kk, errors: ERRORS_KK },
  { name: 'Русский', words: TABLES.ru, errors: ERRORS_RU },
  { name: 'English', words: TABLES.en, errors: ERRORS_EN },
] as const

const SIZES = [
  { width: 1280, height: 800 },
  { width: 800, height: 480 },
] as const

for (const { name, words, errors } of LANGUAGES) {
  /** A text of the table with anything in its gaps. */
  const like = (key: PlainKey) =>
    new RegExp(`^${words[key].replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{\{\w+\}\}/g, '.+')}$`)

  test(`every screen speaks ${name} and fits both displays`, async ({ world, terminal }) => {
    await terminal.configure((config) => {
      delete config.testGasKey
    })
    const counter = await terminal.open()
    const { page } = counter
    const button = (key: PlainKey) => page.getByRole('button', { name: like(key) })
    const heading = (key: PlainKey) => page.getByRole('heading', { name: like(key) })
    const shown = (screen: string) => expectShown(counter, `${name}-${screen}`)

    await page.getByRole('radio', { name }).click()
    await expect(page.getByText(words['status.online'], { exact: true })).toBeVisible()
    await expect(button('counter.enter')).toBeVisible()
    await shown('counter')

    await page.getByText(words['status.online'], { exact: true }).click()
    await expect(heading('queue.title')).toBeVisible()
    await expect(page.getByText(words['queue.nonePaid'])).toBeVisible()
    await shown('panel')
    await button('queue.close').click()

    await button('key.make').click()
    await expect(heading('key.titleNew')).toBeVisible()
    await button('key.save').click()
    await expect(page.getByText(words['key.tooShort'])).toBeVisible()
    await shown('passphrase')
    await button('key.later').click()

    await typeAmount(page, '427')
    await button('counter.charge').click()
    await expect(heading('tap.waiting')).toBeVisible()
    await shown('tap')

    world.tap('Refusing')
    await expect(heading('result.notPaid')).toBeVisible()
    await expect(page.getByText(errors.CARD_REFUSED.what)).toBeVisible()
    await shown('not-paid')
    world.remove()
    await button('result.back').click()

    await payWithoutPaper(page, world)
    await button('counter.charge').click()
    await expect(heading('tap.waiting')).toBeVisible()
    world.tap('Aigerim')
    await expect(heading('result.paid')).toBeVisible()
    await expect(page.getByText(errors.PRINTER_PAPER_OUT.what)).toBeVisible()
    await shown('paid-without-paper')
  })

  async function payWithoutPaper(page: Page, world: World): Promise<void> {
    world.printer.setPaper('out')
    await expect(page.getByRole('banner')).toContainText(words['device.paperOut'])
  }
}

test('a terminal out of service fits both displays', async ({ terminal }) => {
  await terminal.configure((config) => {
    config.money.payee = 'nobody'
  })
  const { page, app } = await terminal.launch()
  await expect(page.getByRole('heading', { name: TABLES.kk['out.title'] })).toBeVisible()
  for (const size of SIZES) await expectFits({ page, app }, size)
})

async function typeAmount(page: Page, digits: string): Promise<void> {
  for (const digit of digits) await page.getByRole('button', { name: digit, exact: true }).click()
}

async function expectShown({ page, kiosk, picture }: Counter, screen: string): Promise<void> {
  for (const size of SIZES) {
    await expectFits({ page, app: kiosk.app }, size)
    await picture(`${screen}-${size.width}`)
  }
  const text = (await page.locator('body').textContent()) ?? ''
  expect(PLAIN_KEYS.filter((key) => key.includes('.') && text.includes(key))).toEqual([])
  expect(text).not.toContain('{{')
}
