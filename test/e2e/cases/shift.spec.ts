import { expect, type Page } from '@playwright/test'
import { hashPin } from '#main/staff/pins.ts'
import { cashierAt } from '#simulator/cashier.ts'
import { journalOf } from '#simulator/kiosk-facts.ts'
import type { World } from '#simulator/world.ts'
import { type Counter, type Terminal, test } from '../fixtures.ts'
import { nobodySigns, sell } from '../steps.ts'

const PIN = '4711'

/** Aigul sells; Marat supervises, and Daniyar's card is his. */
async function employ(terminal: Terminal, card: `0x${string}` | null | undefined) {
  const aigul = { id: 'aigul', name: 'Aigul', role: 'cashier', pin: await hashPin(PIN) } as const
  const marat = { id: 'marat', name: 'Marat', role: 'supervisor', pin: await hashPin('081500') } as const
  await terminal.configure((config) => {
    config.staff = [aigul, { ...marat, ...(card && { card }) }]
  })
}

/** Started, with nobody signed in. */
async function launch(terminal: Terminal): Promise<Counter> {
  const kiosk = await terminal.launch()
  const { page } = kiosk
  await expect(page.getByRole('heading', { name: 'Enter your PIN' })).toBeVisible({ timeout: 60_000 })
  return { kiosk, page, cashier: cashierAt(page), picture: async () => undefined }
}

async function enterPin(page: Page, pin: string): Promise<void> {
  const pad = page.getByRole('group', { name: 'PIN' })
  for (const digit of pin) await pad.getByRole('button', { name: digit, exact: true }).click()
  await pad.getByRole('button', { name: 'Enter' }).click()
}

/** What came out of the printer last; the receipts of the sales may still be on their way. */
const expectPaper = ({ printer }: World, words: RegExp) =>
  expect.poll(() => printer.receipts.at(-1)?.text ?? '', { timeout: 30_000 }).toMatch(words)

const tab = (page: Page, name: string) => page.getByRole('radio', { name, exact: true }).click()

test('a shift from the PIN to a Z report that no printer can stop', async ({ world, terminal }) => {
  test.slow()
  await employ(terminal, world.cards.get('Daniyar')?.address)
  const counter = await launch(terminal)
  const { page, cashier } = counter

  await enterPin(page, '0000')
  await expect(page.getByText('This PIN is not known.')).toBeVisible()
  await enterPin(page, PIN)
  await page.getByRole('button', { name: 'Open shift 1' }).click()
  await cashier.waitForCounter()
  const receipts = [await sell(counter, world), await sell(counter, world, { amount: '2.73' })]

  await tab(page, 'Shift')
  await expect(page.getByText('Sales · 2')).toBeVisible()
  await page.getByRole('button', { name: 'Print X report' }).click()
  await expectPaper(world, /X REPORT[\s\S]*NET +7\.00 USDC[\s\S]*The shift goes on\./)

  world.printer.setCover(true)
  await expect(cashier.status).toHaveText('Printer: cover open')
  await page.getByRole('button', { name: 'Close shift' }).click()
  await page.getByRole('button', { name: 'Close shift' }).click()
  await expect(page.getByRole('heading', { name: 'Shift 1 is closed' })).toBeVisible()
  await expect(page.getByText('The printer’s cover is open.')).toBeVisible()
  const closed = (await journalOf(page)).flatMap(({ fact }) =>
    fact.type === 'shift-closed' ? [fact.report] : [],
  )
  expect(closed).toMatchObject([
    {
      number: 1,
      closedBy: { id: 'aigul' },
      totals: {
        tokens: [{ sales: { count: 2, units: 7_000_000n } }],
        firstReceipt: receipts[0],
        lastReceipt: receipts[1],
      },
    },
  ])

  world.printer.setCover(false)
  await page.getByRole('button', { name: 'Done' }).click()
  await expect(cashier.status).toHaveText('Online')
  await page.getByRole('button', { name: 'Print a copy of Z report 1' }).click()
  await expectPaper(world, /COPY[\s\S]*Z REPORT No\. 1[\s\S]*NET +7\.00 USDC[\s\S]*COPY/)
  await expect(page.getByText('The report is printed.')).toBeVisible()
})

test('a restart ends the session and not the shift, and a supervisor comes in by card', async ({
  world,
  terminal,
}) => {
  test.slow()
  await employ(terminal, world.cards.get('Daniyar')?.address)
  const first = await launch(terminal)
  await enterPin(first.page, PIN)
  await first.page.getByRole('button', { name: 'Open shift 1' }).click()
  await first.cashier.waitForCounter()
  await sell(first, world)
  await first.kiosk.kill()

  const second = await launch(terminal)
  const { page, cashier } = second
  world.tap('Madina')
  await expect(page.getByText('This is nobody’s staff card.')).toBeVisible()
  world.remove()
  // The reader has to see that the first card has left.
  await nobodySigns(world)
  world.tap('Daniyar')
  await expect(page.getByRole('button', { name: 'Signed in: Marat' })).toBeVisible()
  world.remove()
  await cashier.waitForCounter()
  await sell(second, world)
  await tab(page, 'Shift')
  await expect(page.getByText('Sales · 2')).toBeVisible()
  await expect(page.getByText(/^Aigul, since/)).toBeVisible()

  const taken = (await journalOf(page)).flatMap(({ fact }) =>
    fact.type === 'accepted' ? [fact.payment.takenBy] : [],
  )
  expect(taken).toEqual([
    { person: { id: 'aigul', name: 'Aigul' }, shift: 1 },
    { person: { id: 'marat', name: 'Marat' }, shift: 1 },
  ])

  await page.getByRole('button', { name: 'Signed in: Marat' }).click()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByRole('heading', { name: 'Enter your PIN' })).toBeVisible()
})
