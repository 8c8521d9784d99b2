import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readdir, readFile, readlink, rm, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { publicKeyText } from '#main/crypto/ed25519.ts'
import { type Cashier, cashierAt } from '#simulator/cashier.ts'
import { type Kiosk, launchKiosk } from '#simulator/kiosk.ts'
import { kioskArgs, kioskEnv } from '#simulator/kiosk-command.ts'
import { isAlive } from '#simulator/process-tree.ts'
import { type Terminal, test } from '../fixtures.ts'
import { leftWith, START_AGAIN } from '../left-with.ts'
import { TEST_BUILD } from '../packed.ts'
import { expectStates, goOffline, sell } from '../steps.ts'
import { technicianAt } from '../technician.ts'
import { archiveOf, type Channel, contentsOf, makeVersion, newKey, openChannel } from '../versions.ts'

/** An archive is as large as a film, and the machine may do much else. */
const LONG = { timeout: 120_000 }

test.skip(process.platform !== 'linux', 'updates are for Linux')

const packed = dirname(TEST_BUILD ?? '')
const launcher = join(packed, 'resources/deploy/tapsyr-launch')
const { privateKey } = newKey()
let home = ''
let channel: Channel
let running: Kiosk | undefined

test.beforeEach(async ({ terminal }) => {
  if (!TEST_BUILD) throw new Error('nothing is packed: use npm test')
  // On the disk of the packed program, whose bytes the versions share.
  home = test.info().outputPath('home')
  await mkdir(join(home, 'versions'), { recursive: true })
  channel = await openChannel()
  await terminal.configure((config) => {
    config.update = {
      ...{ url: channel.url, key: publicKeyText(privateKey) },
      ...{ checkEveryHours: 0.001, quietMinutes: 0.05 },
    }
  })
})
test.afterEach(async () => {
  if (running && isAlive(running.pid)) await running.kill()
  channel.stop()
  await rm(home, { recursive: true, force: true })
})

test('a signed version is taken between payments, one that dies is left, and none touches newer data', async ({
  world,
  terminal,
}) => {
  test.setTimeout(600_000)
  const at = (name: string) => join(home, 'versions', name)
  const next = join(home, 'next')
  await makeVersion(packed, next, { 'package.json': ['"version": "0.1.0"', '"version": "0.2.0"'] })
  const archive = await archiveOf(next, '0.2.0')
  const first = await start(terminal, '0.1.0')

  await test.step('what somebody else has signed is refused, and the technician reads why', async () => {
    channel.offer('0.2.0', archive, newKey().privateKey)
    await first.cashier.waitForCounter(60_000)
    await lookAtUpdates(first.kiosk, async (page) => {
      await expect(page.getByText('UPDATE_SIGNATURE_INVALID')).toBeVisible(LONG)
    })
  })

  await test.step('what the operator has signed is unpacked as it is, and waits for a payment', async () => {
    await world.chain.ask('evm_setAutomine', false)
    await sell(first, world, { amount: '4.27' })
    channel.offer('0.2.0', archive, privateKey)
    await lookAtUpdates(first.kiosk, async (page) => {
      await expect(page.getByText('Waits for payments on their way')).toBeVisible(LONG)
    })
    expect(await contentsOf(at('0.2.0'))).toEqual(await contentsOf(next))
  })

  await test.step('it waits for the sale that is open, and goes when the payment is stored', async () => {
    await first.cashier.charge('8.05')
    await world.chain.ask('evm_setAutomine', true)
    await world.chain.mine(1)
    await expectStates(first.page, ['settled'])
    await world.network.cut()
    const paper = world.events.next('receipt', 60_000)
    const left = leftWith(first.kiosk)
    world.tap('Daniyar')
    await paper
    expect(await left).toBe(START_AGAIN)
    world.remove()
    expect([
      await readlink(at('current')),
      await readFile(at('0.2.0.starts'), 'utf8').catch(() => null),
    ]).toEqual(['0.2.0', null])
  })

  const second = await start(terminal, '0.2.0')
  await test.step('it shows that it works, and settles what the one before it accepted', async () => {
    await second.cashier.waitForCounter(60_000)
    await expect(second.cashier.status).toHaveText('Offline · 1 waiting · 8.05 USDC')
    await expect.poll(() => isThere(at('0.2.0.healthy')), LONG).toBe(true)
    await world.network.restore()
    await expectStates(second.page, ['settled', 'settled'])
  })

  await test.step('one that dies in three starts is left for the one that works, which sells', async () => {
    // Unpacked already, as after a kill: so the archive need not be as large again.
    await makeVersion(next, at('0.3.0'), {
      'out/main/main.js': ['var startedAt = Date.now();', 'throw new Error("broken");'],
    })
    channel.offer('0.3.0', Buffer.from('is unpacked already'), privateKey)
    expect(await leftWith(second.kiosk)).toBe(START_AGAIN)
    for (let n = 0; n < 3; n += 1) expect(await startAndEnd(terminal)).toMatchObject({ code: 1 })

    const third = await start(terminal, '0.2.0')
    await third.cashier.waitForCounter(60_000)
    await sell(third, world, { amount: '1.13' })
    await expectStates(third.page, ['settled', 'settled', 'settled'])
    await lookAtUpdates(third.kiosk, async (page) => {
      await expect(page.getByText('UPDATE_ROLLED_BACK')).toBeVisible(LONG)
      await expect(page.getByText(/0\.3\.0: .* no success in 3 starts/)).toBeVisible()
    })
    await third.kiosk.kill()
  })

  await test.step('what a newer version wrote is not touched, and the screen says so', async () => {
    await writeFile(join(terminal.userDataDir, 'format.json'), '{"format":2}\n')
    const before = await contentsOf(terminal.userDataDir)
    const { page, kiosk } = await start(terminal, '0.2.0')
    await expect(page.getByText('DATA_NEWER')).toBeVisible(LONG)
    await kiosk.close()
    expect(await contentsOf(terminal.userDataDir)).toEqual(before)
  })
})

test('what a version accepted that never passed its self-test is there when the launcher goes back', async ({
  world,
  terminal,
}) => {
  test.setTimeout(600_000)
  const versions = join(home, 'versions')
  // Under a number that is not its own it can do everything but pass.
  await makeVersion(packed, join(versions, '0.2.0'), {})
  await symlink('0.2.0', join(versions, 'current'))
  const starts = () => readFile(join(versions, '0.2.0.starts'), 'utf8')

  const onTrial = await start(terminal, '0.1.0')
  await onTrial.cashier.waitForCounter(60_000)
  expect(await starts()).toBe('1\n')
  await goOffline(onTrial, world)
  await sell(onTrial, world, { amount: '4.27', result: 'Paid, settles later' })
  await expect
    .poll(() => logOf(terminal), LONG)
    .toContain('version 0.2.0 says it is 0.1.0: it stays on trial')
  await onTrial.kiosk.kill()
  for (const count of ['2\n', '3\n']) {
    const launched = spawn(launcher, kioskArgs({ ...terminal, packed: launcher }), {
      env: { ...kioskEnv(), TAPSYR_HOME: home },
      stdio: 'ignore',
    })
    const ended = once(launched, 'exit')
    await expect.poll(starts, LONG).toBe(count)
    launched.kill('SIGKILL')
    await ended
  }
  // The data is of a format that the version before it knows.
  expect(await isThere(join(terminal.userDataDir, 'format.json'))).toBe(false)

  const back = await start(terminal, '0.1.0')
  expect(await isThere(join(versions, '0.2.0.failed'))).toBe(true)
  await back.cashier.waitForCounter(60_000)
  await expect(back.cashier.status).toHaveText('Offline · 1 waiting · 4.27 USDC')
  await world.network.restore()
  await expectStates(back.page, ['settled'])
})

interface Started {
  readonly kiosk: Kiosk
  readonly page: Page
  readonly cashier: Cashier
}

/** As systemd does it: through the launcher. */
async function start(terminal: Terminal, version: string): Promise<Started> {
  const { configPath, userDataDir } = terminal
  const kiosk = await launchKiosk({ configPath, userDataDir, packed: launcher, env: { TAPSYR_HOME: home } })
  running = kiosk
  expect(await kiosk.app.evaluate(({ app }) => app.getVersion())).toBe(version)
  return { kiosk, page: kiosk.page, cashier: cashierAt(kiosk.page) }
}

/** The same, of a version that ends by itself. */
function startAndEnd({ configPath, userDataDir }: Terminal): Promise<{ code: unknown; output: string }> {
  const args = kioskArgs({ configPath, userDataDir, packed: launcher })
  const env = { ...kioskEnv(), TAPSYR_HOME: home }
  return new Promise((resolve) => {
    execFile(launcher, args, { env, ...LONG, killSignal: 'SIGKILL' }, (error, stdout, stderr) =>
      resolve({ code: error ? error.code : 0, output: stdout + stderr }),
    )
  })
}

/** A technician comes in, looks, and leaves. */
async function lookAtUpdates(kiosk: Kiosk, look: (page: Page) => Promise<void>): Promise<void> {
  const technician = technicianAt(kiosk, 'en')
  await technician.comeIn('0000', 'simulator')
  await technician.go('about')
  await look(kiosk.page)
  await technician.button('service.leave').click()
}

async function logOf({ userDataDir }: Terminal): Promise<string> {
  const folder = join(userDataDir, 'logs')
  const names = await readdir(folder)
  return (await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')))).join('')
}

const isThere = (path: string): Promise<boolean> =>
  readFile(path).then(
    () => true,
    () => false,
  )
