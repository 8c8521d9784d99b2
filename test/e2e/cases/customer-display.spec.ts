import { type ElectronApplication, expect, type Page } from '@playwright/test'
import type { Area } from '#main/windows/choose-display.ts'
import { CUSTOMER_EVENT, type CustomerView } from '#src/ipc/customer.ts'
import { CHANNEL_NAMES } from '#src/ipc/requests.ts'
import { LANGUAGES } from '#src/language.ts'
import type { Debt } from '#src/sale/debt.ts'
import { type Counter, type Terminal, test } from '../fixtures.ts'
import { expectStates, sell } from '../steps.ts'

/** Side by side on the test's one X screen, so that the windows really lie there. */
const TILL: Area = { x: 0, y: 0, width: 1280, height: 800 }
const SIZES = [
  { width: 1280, height: 800 },
  { width: 1024, height: 600 },
  { width: 800, height: 480 },
] as const
const SCREEN: Area = { x: 1280, y: 0, ...SIZES[2] }

const UNITS = 4_270_000n
/** As long as the codes of shops with long names are. */
const CODE = `TPQ:${'7WE QE%69244'.repeat(26)}`
const DEBT: Debt = {
  owed: { units: 12_000n, asset: { symbol: '₸', decimals: 2 } },
  ...{ units: 223_797n, payments: 1, since: Date.UTC(2026, 2, 12, 12) },
}
const LONG_DEBT: Debt = {
  ...DEBT,
  owed: { units: 1_234_567_123_456n, asset: { symbol: 'USDC', decimals: 6 } },
  since: Date.UTC(2026, 8, 28, 12),
}
const CONTENTS: Readonly<Record<string, Partial<CustomerView> & Pick<CustomerView, 'content'>>> = {
  idle: { content: { kind: 'idle' } },
  closed: {
    shop: 'Апорт Маркет: азық-түлік, сусын және тұрмыстық тауарлар дүкені',
    content: { kind: 'closed' },
  },
  'idle-long': {
    shop: 'Апорт Маркет: азық-түлік, сусын және тұрмыстық тауарлар дүкені',
    content: { kind: 'idle' },
  },
  pay: { content: { kind: 'pay', units: UNITS, again: false, qr: null } },
  'pay-long': {
    shop: 'Апорт Маркет: азық-түлік, сусын және тұрмыстық тауарлар дүкені',
    content: { kind: 'pay', units: 1_234_567_123_456n, again: false, qr: null },
  },
  'pay-thousand': { content: { kind: 'pay', units: 1_234_500_000n, again: false, qr: null } },
  'pay-code': { content: { kind: 'pay', units: UNITS, again: false, qr: CODE } },
  'pay-code-thousand': { content: { kind: 'pay', units: 1_234_500_000n, again: true, qr: CODE } },
  'pay-code-long': { content: { kind: 'pay', units: 1_234_567_123_456n, again: false, qr: CODE } },
  again: { content: { kind: 'pay', units: UNITS, again: true, qr: null } },
  paid: { content: { kind: 'paid', units: UNITS } },
  debt: { content: { kind: 'debt', units: UNITS, debt: DEBT, isPaying: false } },
  'debt-long': { content: { kind: 'debt', units: UNITS, debt: LONG_DEBT, isPaying: false } },
  'debt-paying': { content: { kind: 'debt', units: UNITS, debt: LONG_DEBT, isPaying: true } },
  declined: { content: { kind: 'declined', units: 1_234_567_123_456n } },
}

/** A virtual X screen is one display to Electron: from now on it names these instead. */
const plug = (app: ElectronApplication, areas: readonly Area[]): Promise<void> =>
  app.evaluate(({ screen }, areas) => {
    const own = screen.getPrimaryDisplay()
    screen.getAllDisplays = () => areas.map((bounds, id) => ({ ...own, id, bounds }))
    screen.emit('display-added', {}, own)
  }, areas)

const withScreen = (terminal: Terminal): Promise<void> =>
  terminal.configure((config) => {
    config.devices = { ...config.devices, display: { wire: 'screen' }, scanner: { wire: 'keyboard' } }
  })

async function plugScreen(counter: Counter): Promise<Page> {
  const { app } = counter.kiosk
  const [page] = await Promise.all([app.waitForEvent('window'), plug(app, [TILL, SCREEN])])
  await expect(page.getByRole('heading', { name: 'Aport Market' })).toBeVisible()
  return page
}

/** Every window but the kiosk's: where it is and whether it could take the keyboard. */
const customerWindows = (app: ElectronApplication) =>
  app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()
      .filter((window) => window.webContents.getURL().startsWith('app://customer/'))
      .map((window) => ({
        bounds: window.getBounds(),
        visible: window.isVisible(),
        focusable: window.isFocusable(),
        focused: window.isFocused(),
      })),
  )

/** The page that has the keyboard. */
const focused = ({ kiosk }: Counter) =>
  kiosk.app.evaluate(({ BrowserWindow }) => BrowserWindow.getFocusedWindow()?.webContents.getURL())

test('the customer’s window comes and goes with the second screen', async ({ terminal }) => {
  await withScreen(terminal)
  const counter = await terminal.open()
  const { app } = counter.kiosk
  await expect(counter.page.getByRole('banner')).toContainText('Customer display: not connected')
  expect(await customerWindows(app)).toEqual([])

  await plugScreen(counter)
  await expect(counter.cashier.status).toHaveText(/^Online/)
  // One row more than the display has, or the desktop would show at its edge.
  const bounds = { ...SCREEN, height: SCREEN.height + 1 }
  const open = [{ bounds, visible: true, focusable: false, focused: false }]
  await expect.poll(() => customerWindows(app)).toEqual(open)

  await plug(app, [TILL])
  await expect(counter.page.getByRole('banner')).toContainText('Customer display: not connected')
  expect(await customerWindows(app)).toEqual([])

  // A plug with a bad contact, pulled out before the page has loaded.
  for (let i = 0; i < 5; i += 1) {
    await plug(app, [TILL, SCREEN])
    await plug(app, [TILL])
  }
  await plug(app, [TILL, SCREEN])
  await expect.poll(() => customerWindows(app)).toEqual(open)
})

test('the customer follows a sale while the keyboard stays with the cashier', async ({ terminal, world }) => {
  await withScreen(terminal)
  const counter = await terminal.open()
  await expect.poll(() => focused(counter)).toBe('app://kiosk/')
  const screen = await plugScreen(counter)
  const { page, cashier } = counter
  expect(await focused(counter)).toBe('app://kiosk/')

  await page.keyboard.type('427')
  await page.keyboard.press('Enter')
  await expect(screen.getByText('Please pay')).toBeVisible()
  await expect(screen.getByText('4.27')).toBeVisible()
  await expect(screen.getByRole('img', { name: 'Payment request for a wallet' })).toBeVisible()
  await expect(screen.getByRole('heading', { name: 'Tap your card' })).toBeVisible()

  world.tap('Aigerim')
  await expect(screen.getByRole('heading', { name: 'Paid', exact: true })).toBeVisible()
  await expect(screen.getByText('Thank you')).toBeVisible()
  expect(await focused(counter)).toBe('app://kiosk/')
  world.remove()
  await cashier.newSale()
  await expect(screen.getByRole('heading', { name: 'Aport Market' })).toBeVisible()

  await cashier.charge('2.50')
  world.tap('Refusing')
  await expect(screen.getByRole('heading', { name: 'Not paid' })).toBeVisible()
  await expect(screen.getByText('2.50')).toBeVisible()
  world.remove()
  await cashier.newSale()
  await expect(screen.getByRole('heading', { name: 'Aport Market' })).toBeVisible()
})

test('the customer reads what they owe, and that it is being paid', async ({ terminal, world }) => {
  await withScreen(terminal)
  await terminal.configure((config) => {
    config.risk = { onlineTimeoutMs: 0 }
    config.chain.probeEveryMs = 60_000
  })
  const counter = await terminal.open()
  const screen = await plugScreen(counter)
  const { page, cashier } = counter
  await expect(cashier.status).toHaveText(/^Online/)
  await sell(counter, world, { card: 'Poor', amount: '3.00' })
  await expectStates(page, ['refused'])
  await cashier.charge('2.50')
  world.tap('Poor')
  await expect(screen.getByRole('heading', { name: /^You owe 3.00\sUSDC from .*: pay now\?$/ })).toBeVisible()
  await expect(screen.getByText('Please tell the cashier')).toBeVisible()
  world.remove()

  const poor = world.cards.get('Poor')?.address
  if (poor) await world.token.fund(poor, 5_500_000n)
  await page.getByRole('button', { name: 'Pay now' }).click()
  await expect(screen.getByRole('heading', { name: 'Tap your card' })).toBeVisible({ timeout: 20_000 })
  world.tap('Poor')
  await expect(screen.getByRole('heading', { name: 'Paid', exact: true })).toBeVisible()
  world.remove()
  await cashier.newSale()
  await expectStates(page, ['settled', 'settled'])
})

test('a page that died comes back with what the sale stands at', async ({ terminal }) => {
  await withScreen(terminal)
  const counter = await terminal.open()
  await plugScreen(counter)
  await counter.cashier.charge('4.27')
  const { app } = counter.kiosk
  const words = await app.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows().find((window) =>
      window.webContents.getURL().startsWith('app://customer/'),
    )?.webContents
    const loaded = new Promise<void>((resolve) => contents?.once('did-finish-load', () => resolve()))
    contents?.forcefullyCrashRenderer()
    await loaded
    // The event that main's answer to this very load is sent in has to arrive first.
    return contents?.executeJavaScript(
      'new Promise((done) => { const look = () => document.querySelector("h1") ? done(document.body.innerText) : requestAnimationFrame(look); look() })',
    )
  })
  expect(words).toContain('4.27')
  expect(words).toContain('Tap your card')
})

test('the customer’s page can ask for nothing and go nowhere', async ({ terminal }) => {
  await withScreen(terminal)
  const counter = await terminal.open()
  const screen = await plugScreen(counter)
  const found = await screen.evaluate(async () => ({
    node: ['process', 'require', 'module', 'Buffer', 'electron', 'tapsyr'].filter((name) => name in window),
    bridge: Object.keys(Reflect.get(window, 'tapsyrCustomer')),
    origin: location.origin,
    databases: (await indexedDB.databases()).length,
    kept: await navigator.storage.persist(),
    popup: window.open('app://kiosk/') !== null,
  }))
  expect(found).toEqual({
    node: [],
    bridge: ['onView'],
    origin: 'app://customer',
    databases: 0,
    kept: false,
    popup: false,
  })
  const preferences = await counter.kiosk.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((window) => {
      // Electron's types leave this method out.
      const contents: object = window.webContents
      return (contents as { getLastWebPreferences(): Record<string, unknown> }).getLastWebPreferences()
    }),
  )
  expect(preferences).toEqual(
    Array(2).fill(
      expect.objectContaining({
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webSecurity: true,
      }),
    ),
  )
})

test('main answers no channel for the customer’s origin, were its page to break out', async ({
  terminal,
}) => {
  await withScreen(terminal)
  const { kiosk } = await terminal.open()
  const answers: unknown = await kiosk.app.evaluate(async ({ BrowserWindow }, channels) => {
    const free = new BrowserWindow({
      show: false,
      webPreferences: { nodeIntegration: true, contextIsolation: false, sandbox: false },
    })
    await free.loadURL('app://customer/customer/index.html')
    return free.webContents.executeJavaScript(
      `history.replaceState(null, '', '/');
       Promise.all(${JSON.stringify(channels)}.map((name) => require('electron').ipcRenderer.invoke(name)))`,
    )
  }, CHANNEL_NAMES)
  expect(answers).toEqual(CHANNEL_NAMES.map(() => ({ ok: false, error: { code: 'IPC_SENDER_REFUSED' } })))
})

test('closing the kiosk’s window ends the program, the customer’s window or not', async ({ terminal }) => {
  await withScreen(terminal)
  const counter = await terminal.open()
  await plugScreen(counter)
  const { app } = counter.kiosk
  const over = new Promise<number | null>((resolve) => app.process().once('exit', resolve))
  await app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()
      .find((window) => window.webContents.getURL().startsWith('app://kiosk/'))
      ?.close()
  })
  expect(await over).toBe(0)
})

test('everything for the customer fits every display in every language', async ({ terminal }) => {
  test.setTimeout(240_000)
  await withScreen(terminal)
  const counter = await terminal.open()
  const { app } = counter.kiosk
  const screen = await plugScreen(counter)
  const terms = { shop: 'Aport Market', asset: { symbol: 'USDC', decimals: 6 } }
  for (const size of SIZES) {
    await plug(app, [TILL, { ...SCREEN, ...size }])
    await expect
      .poll(() => screen.evaluate(() => ({ width: innerWidth, height: innerHeight })))
      .toEqual({ ...size, height: size.height + 1 })
    for (const language of LANGUAGES)
      for (const [name, content] of Object.entries(CONTENTS)) {
        await show(app, { ...terms, language, ...content })
        await expect(screen.locator('html')).toHaveAttribute('lang', language)
        await screen.screenshot({ path: test.info().outputPath(`${name}.${size.width}.${language}.png`) })
        expect(await screen.evaluate(cutOff), `${name} ${size.width} ${language}`).toEqual([])
      }
  }
})

/** As main tells it; Playwright itself carries no bigint. */
const show = (app: ElectronApplication, view: CustomerView): Promise<void> =>
  app.evaluate(
    ({ BrowserWindow }, { event, text }) => {
      const told = JSON.parse(text, (_key, value) =>
        typeof value === 'string' && /^\d+n$/.test(value) ? BigInt(value.slice(0, -1)) : value,
      )
      BrowserWindow.getAllWindows()
        .find((window) => window.webContents.getURL().startsWith('app://customer/'))
        ?.webContents.send(event, told)
    },
    {
      event: CUSTOMER_EVENT,
      text: JSON.stringify(view, (_key, value) => (typeof value === 'bigint' ? `${value}n` : value)),
    },
  )

/** What leaves the screen or is wider than its place, but for the shop's name above an amount. Runs in the page. */
function cutOff(): string[] {
  return [...document.querySelectorAll('#root *:not(svg *)')].flatMap((element) => {
    const { left, top, right, bottom } = element.getBoundingClientRect()
    const outside = left < -1 || top < -1 || right > innerWidth + 1 || bottom > innerHeight + 1
    const inline = getComputedStyle(element).display === 'inline'
    const tight = !inline && element.scrollWidth > element.clientWidth + 1 && element.tagName !== 'HEADER'
    return outside || tight ? [`${element.tagName}.${element.className}`] : []
  })
}
