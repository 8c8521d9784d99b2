import { appendFile, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import type { Kiosk } from '#simulator/kiosk.ts'
import { paymentsOf } from '#simulator/kiosk-facts.ts'
import { test } from '../fixtures.ts'
import { expectStates, goOffline, sell } from '../steps.ts'

const result = 'Paid, settles later'

test('a terminal killed with two payments waiting has both when it starts again, and pays each once', async ({
  world,
  terminal,
}) => {
  const before = await world.merchantBalance()
  const killed = await terminal.open()
  await goOffline(killed, world)
  await sell(killed, world, { card: 'Aigerim', amount: '4.27', result })
  await sell(killed, world, { card: 'Daniyar', amount: '8.05', result })
  await killed.kiosk.kill()

  const { page, cashier } = await terminal.open()
  await expect(cashier.status).toHaveText('Offline · 2 waiting · 12.32 USDC')
  await world.network.restore()
  await expectStates(page, ['settled', 'settled'])
  expect((await world.merchantBalance()) - before).toBe(12_320_000n)
  const ids = (await paymentsOf(page)).map(({ id }) => id)
  const onChain = (await world.paidOnChain()).filter(({ nonce }) => ids.includes(nonce))
  expect(onChain).toHaveLength(2)
})

test('a page that crashed is back at the counter with its queue', async ({ world, counter }) => {
  const { kiosk } = counter
  await goOffline(counter, world)
  await sell(counter, world, { amount: '4.27', result })
  const crashed = counter.page.waitForEvent('crash')
  await kiosk.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
  )
  await crashed

  // Playwright gives up a page that crashed once; the window itself does not.
  await expect.poll(() => wordsOf(kiosk)).toContain('Offline · 1 waiting · 4.27 USDC')
  expect(await wordsOf(kiosk)).toContain('Enter the amount')
})

test('half a line at the end of the journal is cut off, and every payment is there', async ({
  world,
  terminal,
}) => {
  const first = await terminal.open()
  await goOffline(first, world)
  await sell(first, world, { amount: '4.27', result })
  await sell(first, world, { amount: '1.00', result })
  await first.kiosk.close()
  await tearJournal(terminal.userDataDir)

  const second = await terminal.open()
  await expect(second.cashier.status).toHaveText('Offline · 2 waiting · 5.27 USDC')
  await sell(second, world, { card: 'Madina', amount: '0.50', result })
  await second.kiosk.kill()

  const third = await terminal.open()
  await expect(third.cashier.status).toHaveText('Offline · 3 waiting · 5.77 USDC')
})

async function wordsOf({ app }: Kiosk): Promise<string> {
  const text: unknown = await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript('document.body.innerText'),
  )
  return String(text).replace(/\s+/g, ' ')
}

/** What a kill in the middle of the next write leaves behind. */
async function tearJournal(userDataDir: string): Promise<void> {
  const dir = join(userDataDir, 'journal')
  const newest =
    (await readdir(dir))
      .filter((name) => name.endsWith('.jsonl'))
      .sort()
      .at(-1) ?? ''
  const lines = (await readFile(join(dir, newest), 'utf8')).trimEnd().split('\n')
  const last = lines.at(-1) ?? ''
  await appendFile(join(dir, newest), last.slice(0, last.length / 2))
}
