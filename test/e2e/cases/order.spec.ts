import { expect, type Page } from '@playwright/test'
import { GOODS } from '#simulator/goods.ts'
import { paymentsOf } from '#simulator/kiosk-facts.ts'
import { type Terminal, test } from '../fixtures.ts'
import { nextReceipt, scan } from '../steps.ts'

/** The shop sells bread and tea in tenge, at 536.20 for a USDC. */
const withGoods = (terminal: Terminal): Promise<void> =>
  terminal.configure((config) => Object.assign(config, GOODS, { languages: { screen: 'en', paper: 'en' } }))

const sale = (page: Page) => page.getByRole('region', { name: 'This sale' })
const tile = (page: Page, name: string) =>
  page.getByRole('tabpanel', { name: 'Items' }).getByRole('button', { name: new RegExp(`^${name}`) })
const basketLine = (page: Page, name: string) =>
  sale(page).getByRole('button', { name: new RegExp(`^${name}`), expanded: false })

/** Chooses in the dialog that the button opens. */
async function choose(page: Page, button: string, percent: string): Promise<void> {
  await sale(page).getByRole('button', { name: button, exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: percent, exact: true }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
}

test.beforeEach(async ({ terminal }) => withGoods(terminal))

test('items, a discount and a tip: the paper has the lines, and the chain gets just the converted units', async ({
  terminal,
  world,
}) => {
  const { kiosk, page, cashier } = await terminal.open()
  const before = await world.merchantBalance()
  await tile(page, 'Milk, 1 l').click()
  await tile(page, 'Milk, 1 l').click()
  await tile(page, 'Tea').click()
  await expect(sale(page)).toContainText('2,290 ₸')
  // 2290 / 536.2 = 4.27079448…
  await expect(sale(page)).toContainText('= 4.270794 USDC')
  await choose(page, 'Discount', '10 %')
  await choose(page, 'Tip', '5 %')
  // 2,290 less 229 is 2,061; 5 % of that is 103.05, and nobody pays tiyn.
  await expect(sale(page)).toContainText('−229 ₸')
  // 2164 / 536.2 = 4.03580753…
  await expect(sale(page)).toContainText('= 4.035808 USDC')

  const receipt = nextReceipt(world)
  await page.getByRole('button', { name: 'Charge 2,164 ₸' }).click()
  await expect(page.getByText('= 4.035808 USDC')).toBeVisible()
  world.tap('Aigerim')
  await cashier.waitForResult('Paid', 30_000)
  await expect(page.getByText('2,164')).toBeVisible()
  const paper = await receipt
  expect(
    paper
      .replace(/ +/g, ' ')
      .split('\n')
      .map((line) => line.trim()),
  ).toEqual(
    expect.arrayContaining([
      'Milk, 1 l',
      '2 x 520.00 1,040.00',
      'Tea',
      '1 x 1,250.00 1,250.00',
      'Discount -229.00',
      'Tip 103.00',
      'In the token 4.035808 USDC',
    ]),
  )
  await expect.poll(() => world.merchantBalance(), { timeout: 30_000 }).toBe(before + 4_035_808n)
  const [payment] = await paymentsOf(kiosk.page)
  expect(payment?.order).toMatchObject({ total: 216_400n, rate: { value: '536.20' } })
  world.remove()
  // A paid sale leaves nothing behind.
  await page.getByRole('button', { name: 'New sale' }).click()
  await expect(sale(page)).toContainText('The basket is empty.')
})

test('a declined sale keeps its basket, a held one comes back, also after a restart, and a barcode adds its item', async ({
  terminal,
  world,
}) => {
  const { kiosk, page, cashier } = await terminal.open()
  await scan(page, '4870000000013')
  await expect(basketLine(page, 'White bread')).toBeVisible()
  await expect(sale(page)).toContainText('190 ₸')
  await scan(page, '4870000000099')
  await expect(page.getByText('No item has the barcode 4870000000099.')).toBeVisible()

  await page.getByRole('button', { name: 'Charge 190 ₸' }).click()
  world.tap('Refusing')
  await cashier.waitForResult('Not paid')
  world.remove()
  await page.getByRole('button', { name: 'Back' }).click()
  await expect(basketLine(page, 'White bread')).toBeVisible()

  await sale(page).getByRole('button', { name: 'Hold' }).click()
  await expect(sale(page)).toContainText('The basket is empty.')
  await tile(page, 'Ayran').click()
  await sale(page).getByRole('button', { name: 'Held: 1' }).click()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /White bread/ })
    .click()
  await expect(basketLine(page, 'White bread')).toBeVisible()
  await expect(sale(page)).not.toContainText('Ayran')
  // What lay on the counter changed places with it.
  await expect(sale(page).getByRole('button', { name: 'Held: 1' })).toBeVisible()

  await kiosk.close()
  const again = await terminal.open()
  await expect(sale(again.page)).toContainText('The basket is empty.')
  await sale(again.page).getByRole('button', { name: 'Held: 2' }).click()
  for (const what of ['Ayran ×1', 'White bread ×1'])
    await expect(again.page.getByRole('dialog').getByRole('button', { name: what })).toBeVisible()
})

test('an amount typed on the keyboard is whole tenge, and may be changed like any line', async ({
  terminal,
}) => {
  const { page } = await terminal.open()
  await page.keyboard.type('520', { delay: 120 })
  await expect(page.getByRole('group', { name: 'Keypad' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Charge 520 ₸' })).toBeVisible()
  await page.getByRole('button', { name: 'Add to the basket' }).click()
  await basketLine(page, 'Item').click()
  await page.getByRole('button', { name: 'One more: Item' }).click()
  await expect(page.getByRole('button', { name: 'Charge 1,040 ₸' })).toBeVisible()
  await page.getByRole('button', { name: 'Remove: Item' }).click()
  await expect(page.getByRole('button', { name: 'Choose goods' })).toBeDisabled()
})
