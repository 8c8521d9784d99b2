import { expect, type Page } from '@playwright/test'
import { paymentsOf } from '#simulator/kiosk-facts.ts'
import { type Counter, test } from '../fixtures.ts'
import { ownPrinter, plugIn } from '../own-printer.ts'
import { nextReceipt, openPanel } from '../steps.ts'

test('without paper the sale is paid all the same, and Reprint brings the receipt', async ({
  world,
  counter,
}) => {
  const { cashier, page } = counter
  world.printer.setPaper('out')
  await expect(cashier.status).toHaveText('Printer: paper out')
  await cashier.charge('4.27')
  world.tap('Aigerim')
  await cashier.waitForResult('Paid')
  await expectFailed(page, 'The printer is out of paper.')
  await counter.picture('paid-without-paper')
  expect(await paymentsOf(page)).toHaveLength(1)

  world.printer.setPaper('ok')
  const text = await reprinted(counter, nextReceipt(world))
  // The first that comes out is the receipt itself and no copy of one.
  expect(text).not.toContain('COPY')
})

test('paper that ends in the middle of a receipt costs the paper and nothing else', async ({
  world,
  terminal,
}) => {
  const own = await ownPrinter(terminal, world)
  const counter = await terminal.open()
  const { cashier, page } = counter
  await expect(cashier.status).toHaveText('Online')
  own.onReceiptBegun(() => own.printer.setPaper('out'))
  await cashier.charge('4.27')
  world.tap('Madina')
  await cashier.waitForResult('Paid')
  await expectFailed(page, 'The printer is out of paper.')
  expect(own.printer.receipts).toHaveLength(0)

  own.printer.setPaper('ok')
  await page.getByRole('button', { name: 'Reprint' }).click()
  await expect(page.getByText(/Receipt \d{3}-\d{6} is printed/)).toBeVisible()
  // What was left in the printer's buffer must not come out as a second receipt.
  expect(own.printer.receipts).toHaveLength(1)
  const text = own.printer.receipts[0]?.text ?? ''
  expect(text).toContain('4.27 USDC')
  expect(text.split('Thank you!')).toHaveLength(2)
  expect(await paymentsOf(page)).toHaveLength(1)
  await own.unplug()
})

test('an open cover is named, and closed again it prints', async ({ world, counter }) => {
  const { cashier, page } = counter
  world.printer.setCover(true)
  await expect(cashier.status).toHaveText('Printer: cover open')
  await cashier.charge('4.27')
  world.tap('Aigerim')
  await cashier.waitForResult('Paid')
  await expectFailed(page, 'The printer’s cover is open.')

  world.printer.setCover(false)
  await reprinted(counter, nextReceipt(world))
})

test('a printer that is switched off is named, and on again it prints', async ({ world, counter }) => {
  const { cashier, page } = counter
  await expect(cashier.status).toHaveText('Online')
  world.printer.setPower(false)
  await expect(cashier.status).toHaveText('Printer: no answer')
  await cashier.charge('4.27')
  world.tap('Aigerim')
  await cashier.waitForResult('Paid')
  await expectFailed(page, 'The receipt printer does not answer.')

  world.printer.setPower(true)
  await reprinted(counter, nextReceipt(world))
})

test('a printer that was unplugged is found again when its cable is back', async ({ world, terminal }) => {
  const own = await ownPrinter(terminal, world)
  const counter = await terminal.open()
  const { cashier, page } = counter
  await expect(cashier.status).toHaveText('Online')
  await own.unplug()
  await expect(cashier.status).toHaveText('Printer: not connected')
  await cashier.charge('4.27')
  world.tap('Aigerim')
  await cashier.waitForResult('Paid')
  await expectFailed(page, 'The receipt printer is not connected.')
  const receipt = await cashier.receipt()
  world.remove()
  await cashier.newSale()

  const again = await plugIn(terminal, world)
  await expect(cashier.status).toHaveText('Online')
  const paper = nextReceipt(world, again.printer)
  const panel = await openPanel(counter)
  await panel.getByRole('button', { name: `Print a copy of ${receipt}` }).click()
  expect(await paper).toContain(receipt)
  await again.unplug()
})

/** The result says that it did not print and why, and that the money is safe. */
async function expectFailed(page: Page, why: string): Promise<void> {
  const notice = page.getByRole('alert')
  await expect(notice).toContainText('did not print')
  await expect(notice).toContainText(why)
  await expect(notice).toContainText('The payment is accepted all the same.')
}

async function reprinted({ cashier, page }: Counter, paper: Promise<string>): Promise<string> {
  const receipt = await cashier.receipt()
  await page.getByRole('button', { name: 'Reprint' }).click()
  await expect(page.getByText(`Receipt ${receipt} is printed`)).toBeVisible()
  const text = await paper
  expect(text).toContain(receipt)
  expect(text).toContain('4.27 USDC')
  return text
}
