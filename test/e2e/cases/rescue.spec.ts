import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect } from '@playwright/test'
import { TEST_GAS_KEY } from '#simulator/chain/test-keys.ts'
import { paymentsOf, summaryOf } from '#simulator/kiosk-facts.ts'
import type { World } from '#simulator/world.ts'
import type { Hex } from '#src/payment/hex.ts'
import { type Counter, test } from '../fixtures.ts'
import { pickInDialogs } from '../pick-in-dialogs.ts'
import { closePanel, expectStates, goOffline, openPanel, sell } from '../steps.ts'

const PASSPHRASE = 'correct horse battery'
const ROOT = join(import.meta.dirname, '../../..')
const result = 'Paid, settles later'

const exportTo = ({ page }: Counter, passphrase: string) =>
  page.evaluate((typed) => window.tapsyr.call('rescue/export', { passphrase: typed }), passphrase)

const importFrom = ({ page }: Counter, passphrase: string) =>
  page.evaluate((typed) => window.tapsyr.call('rescue/import', { passphrase: typed }), passphrase)

/** As a person takes a file in, at the second terminal. */
async function takeFromFile(counter: Counter): Promise<void> {
  const { page } = counter
  await openPanel(counter)
  await page.getByRole('button', { name: 'Take from file' }).click()
  const dialog = page.getByRole('dialog', { name: 'Take payments from a file' })
  await dialog.getByRole('textbox', { name: 'Passphrase' }).fill(PASSPHRASE)
  await dialog.getByRole('button', { name: 'Choose the file' }).click()
  await expect(dialog.getByRole('status')).toContainText('2 payments taken from terminal sim-1.')
  await counter.picture('taken')
  await dialog.getByRole('button', { name: 'Close' }).click()
  await closePanel(counter)
}

async function sellTwoOffline(counter: Counter, world: World): Promise<Hex[]> {
  await goOffline(counter, world)
  await sell(counter, world, { card: 'Aigerim', amount: '4.27', result })
  await sell(counter, world, { card: 'Daniyar', amount: '8.05', result })
  return (await paymentsOf(counter.page)).map(({ id }) => id)
}

/** `npm run settle`, as a person at a laptop calls it. */
async function settleOnLaptop(world: World, file: string) {
  const args = [
    file,
    '--rpc',
    world.chain.rpcUrl,
    '--test-key',
    '--confirmations',
    '1',
    '--json',
    `${file}.json`,
  ]
  const child = spawn(process.execPath, [join(ROOT, 'scripts/settle.mjs'), ...args], {
    env: { ...process.env, TAPSYR_RESCUE_PASSPHRASE: PASSPHRASE, TAPSYR_TEST_KEY: TEST_GAS_KEY },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [stdout] = await Promise.all([text(child.stdout), once(child, 'close')])
  return { code: child.exitCode, stdout, json: JSON.parse(await readFile(`${file}.json`, 'utf8')) }
}

const timesPaid = async (world: World, ids: readonly Hex[]) => {
  const paid = await world.paidOnChain()
  return ids.map((id) => paid.filter(({ nonce }) => nonce === id).length)
}

test.describe('a rescue file', () => {
  let stick = ''
  test.beforeEach(async () => {
    stick = await mkdtemp(join(tmpdir(), 'tapsyr-stick-'))
  })
  test.afterEach(() => rm(stick, { recursive: true }))

  test('of a terminal that is gone is settled by another, and a laptop then finds it paid', async ({
    world,
    terminal,
  }) => {
    const file = join(stick, 'queue.rescue')
    const lost = await terminal.open()
    const ids = await sellTwoOffline(lost, world)

    await test.step('the first terminal writes what waits, and is gone with all it had', async () => {
      await pickInDialogs(lost.kiosk, file)
      expect(await exportTo(lost, PASSPHRASE)).toEqual({
        ok: true,
        value: { fileName: 'queue.rescue', payments: 2, units: 12_320_000n },
      })
      await lost.kiosk.kill()
      await rm(terminal.userDataDir, { recursive: true })
    })

    await test.step('the second one takes it in, each payment once', async () => {
      await terminal.configure((config) => {
        config.terminal.id = 'sim-2'
      })
      const saviour = await terminal.open()
      await pickInDialogs(saviour.kiosk, file)
      expect(await importFrom(saviour, 'another passphrase')).toEqual({
        ok: false,
        error: { code: 'PASSPHRASE_WRONG' },
      })
      expect(await paymentsOf(saviour.page)).toEqual([])
      await takeFromFile(saviour)
      expect(await importFrom(saviour, PASSPHRASE)).toEqual({
        ok: true,
        value: { terminalId: 'sim-1', taken: 0, known: 2 },
      })
      await world.network.restore()
      await expectStates(saviour.page, ['settled', 'settled'])
      expect((await paymentsOf(saviour.page)).map(({ rescuedFrom }) => rescuedFrom)).toEqual([
        'sim-1',
        'sim-1',
      ])
      // The next receipt is the second terminal's first: the rescued ones have numbers of their own.
      expect((await summaryOf(saviour.page)).lastReceiptNumber).toBe(0)
      expect(await timesPaid(world, ids)).toEqual([1, 1])
    })

    await test.step('a laptop with the same file finds both paid and sends nothing', async () => {
      const before = await world.chain.blockNumber()
      const { code, stdout, json } = await settleOnLaptop(world, file)
      expect({ code, states: json.payments.map(({ state }: { state: string }) => state) }).toEqual({
        code: 0,
        states: ['settled', 'settled'],
      })
      expect(stdout).toContain('2 settled 12.32 USDC')
      expect(await world.chain.blockNumber()).toBe(before)
      expect(await timesPaid(world, ids)).toEqual([1, 1])
    })
  })

  test('is settled by a laptop alone', async ({ world, terminal }) => {
    const file = join(stick, 'queue.rescue')
    const before = await world.merchantBalance()
    const counter = await terminal.open()
    const ids = await sellTwoOffline(counter, world)
    await pickInDialogs(counter.kiosk, file)
    expect(await exportTo(counter, PASSPHRASE)).toMatchObject({ ok: true, value: { payments: 2 } })
    await counter.kiosk.kill()

    const { code, stdout } = await settleOnLaptop(world, file)
    expect(code).toBe(0)
    expect(stdout).toMatch(/^001-000001 {2}4\.27 USDC {2}settled {2}block \d+, 0x[0-9a-f]{64}$/m)
    expect(stdout).toMatch(/^001-000002 {2}8\.05 USDC {2}settled {2}block \d+, 0x[0-9a-f]{64}$/m)
    expect(await timesPaid(world, ids)).toEqual([1, 1])
    expect((await world.merchantBalance()) - before).toBe(12_320_000n)
  })

  test('of nothing is none', async ({ counter }) => {
    expect(await exportTo(counter, PASSPHRASE)).toEqual({
      ok: false,
      error: { code: 'RESCUE_NOTHING_WAITING' },
    })
  })
})
