import { expect, type Locator } from '@playwright/test'
import { hashPin } from '#main/staff/pins.ts'
import { TABLES } from '#renderer/i18n/tables.ts'
import type { CardName } from '#simulator/cards.ts'
import { TEST_KEYS } from '#simulator/chain/test-keys.ts'
import { GOODS } from '#simulator/goods.ts'
import type { Kiosk } from '#simulator/kiosk.ts'
import { journalOf, paymentsOf } from '#simulator/kiosk-facts.ts'
import type { World } from '#simulator/world.ts'
import type { Language } from '#src/language.ts'
import { isRefund } from '#src/payment/record.ts'
import type { ZReport } from '#src/till/report.ts'
import { type Terminal, test } from '../fixtures.ts'
import { expectStates, nextReceipt } from '../steps.ts'
import { type Word, wordsIn } from '../words.ts'

const CASHIER_PIN = '4711'
const SUPERVISOR_PIN = '081500'
/** Account 4 of the published mnemonic: holds what this shop gives back. */
const REFUND_KEY = TEST_KEYS[4]
const REFUND_WALLET = '0x15d34aaf54267db7d7c367839aaf71a00a2c6a65'
const CARDS: readonly CardName[] = ['Aigerim', 'Daniyar', 'Madina']
const GOODS_SOLD = ['tea', 'milk', 'bauyrsaq'] as const

/** Sales with the network, and sales without it. The whole of a day once, the words of it three times. */
const DAYS: readonly { readonly language: Language; readonly online: number; readonly offline: number }[] = [
  { language: 'kk', online: 10, offline: 10 },
  { language: 'ru', online: 2, offline: 2 },
  { language: 'en', online: 2, offline: 2 },
]

for (const { language, online, offline } of DAYS)
  test(`a cashier's day in ${language}: ${online} sales online, ${offline} offline, a void, a return, no paper, and a Z report that adds up with the chain`, async ({
    world,
    terminal,
  }) => {
    test.setTimeout(420_000)
    const shop = await openShop(terminal, world, language)
    const { page } = shop.kiosk
    const before = await world.merchantBalance()
    await shop.signIn()

    for (let n = 0; n < online; n++) await shop.sell(n, 'result.paid')
    await expectStates(
      page,
      Array.from({ length: online }, () => 'settled'),
    )

    await world.network.cut()
    await expect(shop.button('status.offline')).toBeVisible()
    for (let n = 0; n < offline - 1; n++) await shop.sell(n, 'result.settlesLater')
    const mistaken = await shop.sell(0, 'result.settlesLater')
    await shop.voidPayment(mistaken)

    // The printer has no paper: the sale counts all the same, and its receipt comes out later.
    world.printer.setPaper('out')
    const unprinted = await shop.sell(1, 'result.settlesLater', { isPrinted: false })
    world.printer.setPaper('ok')
    await shop.openPayment(unprinted)
    const paper = nextReceipt(world)
    await shop.button('queue.copy').click()
    expect(await paper).toContain(unprinted)
    await shop.closeDialogs()

    await world.network.restore()
    const sold = online + offline + 1
    await expect
      .poll(async () => (await paymentsOf(page)).filter(({ state }) => state === 'settled').length, {
        timeout: 60_000,
      })
      .toBe(sold - 1)

    const returned = (await paymentsOf(page)).find(({ receipt }) => receipt === unprinted)
    const payer = returned?.authorization.from ?? '0x'
    const payerBefore = await world.token.balanceOf(payer)
    await shop.returnPayment(unprinted)
    await expect
      .poll(async () => (await paymentsOf(page)).find(isRefund)?.state, { timeout: 60_000 })
      .toBe('settled')
    expect((await world.token.balanceOf(payer)) - payerBefore).toBe(returned?.authorization.value)

    const report = await shop.closeShift()
    const [token] = report.totals.tokens
    expect(report).toMatchObject({ number: 1, unsettled: { count: 0, units: 0n } })
    expect([token?.sales.count, token?.voids.count, token?.refunds.count]).toEqual([sold, 1, 1])
    // What the report says came in, came in on the chain; what went back, went back.
    const gained = (await world.merchantBalance()) - before
    expect((token?.sales.units ?? 0n) - (token?.voids.units ?? 0n)).toBe(gained)
    expect(token?.refunds.units).toBe(returned?.authorization.value)
    // In tenge: what the price list says of what was sold.
    expect(report.totals.currencies).toMatchObject([{ sales: shop.tengeSold() }])
  })

interface Options {
  readonly isPrinted: boolean
}

/** Everything that is done at this counter, by what stands on it in its language. */
async function openShop(terminal: Terminal, world: World, language: Language) {
  await employ(terminal, world, language)
  const kiosk: Kiosk = await terminal.launch()
  const { page } = kiosk
  const say = wordsIn(language)
  const button = (key: Word): Locator => page.getByRole('button', { name: say(key) }).first()
  const heading = (key: Word): Locator => page.getByRole('heading', { name: say(key) })
  const tab = (key: Word) => page.getByRole('radio', { name: say(key) }).click()
  let tenge = 0n

  async function enterPin(pin: string): Promise<void> {
    const pad = page.getByRole('group', { name: say('staff.pinPad') })
    for (const digit of pin) await pad.getByRole('button', { name: digit, exact: true }).click()
    await pad.getByRole('button', { name: say('staff.enter') }).click()
  }

  async function openPayment(receipt: string): Promise<void> {
    await tab('nav.today')
    await page
      .getByRole('button', { name: new RegExp(receipt) })
      .first()
      .click()
    await expect(page.getByRole('dialog')).toBeVisible()
  }

  /** The dialog that lies on top, and then those below it. */
  async function closeDialogs(): Promise<void> {
    const dialogs = page.getByRole('dialog')
    for (let open = await dialogs.count(); open > 0; open -= 1) {
      await dialogs
        .last()
        .getByRole('button', { name: say('queue.close') })
        .last()
        .click()
      await expect(dialogs).toHaveCount(open - 1)
    }
    await tab('nav.sell')
  }

  return {
    kiosk,
    button,
    openPayment,
    closeDialogs,
    tengeSold: () => tenge,

    async signIn() {
      await expect(heading('staff.enterPin')).toBeVisible({ timeout: 60_000 })
      await enterPin(CASHIER_PIN)
      await button('shift.open').click()
      await expect(button('status.online')).toBeVisible({ timeout: 30_000 })
    },

    /** One of the goods to one of the customers; gives back the receipt's number. */
    async sell(n: number, result: Word, { isPrinted }: Options = { isPrinted: true }): Promise<string> {
      const item = GOODS.items?.list.find(({ id }) => id === GOODS_SOLD[n % GOODS_SOLD.length])
      const card = CARDS[n % CARDS.length]
      if (!item || !card || typeof item.name === 'string') throw new Error('no such goods')
      await page
        .getByRole('tabpanel')
        .getByRole('button', { name: new RegExp(`^${item.name[language]}`) })
        .click()
      await button('counter.charge').click()
      await expect(heading('tap.waiting')).toBeVisible()
      world.tap(card)
      await expect(page.getByRole('status').getByRole('heading')).toContainText(TABLES[language][result], {
        timeout: 30_000,
      })
      const text = await page
        .getByText(/\d{3}-\d{6}/)
        .first()
        .textContent()
      const receipt = /\d{3}-\d{6}/.exec(text ?? '')?.[0] ?? ''
      if (!isPrinted) await expect(page.getByRole('alert')).toContainText(receipt)
      world.remove()
      await button('result.newSale').click()
      tenge += 100n * BigInt(item.price)
      return receipt
    },

    /** The customer is gone, so without their card; a supervisor allows it. */
    async voidPayment(receipt: string) {
      await openPayment(receipt)
      await button('payment.void').click()
      await button('void.withoutCard').click()
      await enterPin(SUPERVISOR_PIN)
      await expect(page.getByText(say('void.done'))).toBeVisible()
      await closeDialogs()
    },

    async returnPayment(receipt: string) {
      await openPayment(receipt)
      await button('payment.return').click()
      await button('return.do').click()
      await enterPin(SUPERVISOR_PIN)
      await expect(page.getByText(say('return.made'))).toBeVisible()
      await closeDialogs()
    },

    async closeShift(): Promise<ZReport> {
      await tab('nav.shift')
      await button('shift.close').click()
      await button('shift.close').click()
      await expect(heading('shift.closed')).toBeVisible()
      const [report] = (await journalOf(page)).flatMap(({ fact }) =>
        fact.type === 'shift-closed' ? [fact.report] : [],
      )
      if (!report) throw new Error('no Z report in the journal')
      return report
    },
  }
}

/** Aigul sells, Marat supervises, and there is money to give back. */
async function employ(terminal: Terminal, { token }: World, language: Language): Promise<void> {
  await token.fund(REFUND_WALLET, 100_000_000n)
  const aigul = { id: 'aigul', name: 'Айгүл', role: 'cashier', pin: await hashPin(CASHIER_PIN) } as const
  const marat = {
    id: 'marat',
    name: 'Марат',
    role: 'supervisor',
    pin: await hashPin(SUPERVISOR_PIN),
  } as const
  await terminal.configure((config) =>
    Object.assign(config, GOODS, {
      languages: { screen: language, paper: language },
      staff: [aigul, marat],
      refunds: { maxPayment: '10', maxPerDay: '50', testKey: REFUND_KEY },
    }),
  )
}
