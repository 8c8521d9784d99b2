import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { hashPin } from '#main/staff/pins.ts'
import { TABLES } from '#renderer/i18n/tables.ts'
import { TEST_GAS_KEY, TEST_KEYS } from '#simulator/chain/test-keys.ts'
import type { Kiosk } from '#simulator/kiosk.ts'
import { journalOf } from '#simulator/kiosk-facts.ts'
import type { World } from '#simulator/world.ts'
import { errorWords } from '#src/errors/words/words.ts'
import type { Language } from '#src/language.ts'
import { toChecksumAddress } from '#src/payment/address.ts'
import { type Terminal, test } from '../fixtures.ts'
import { pickInDialogs } from '../pick-in-dialogs.ts'
import { nextReceipt } from '../steps.ts'
import { type Technician, technicianAt } from '../technician.ts'
import { wordsIn } from '../words.ts'

const PIN = '735124'
const CASHIER_PIN = '4711'
const REFUND_KEY = TEST_KEYS[4]
/** As providers of nodes have it: whoever knows the path uses the operator's account. */
const RPC_PATH = '/v3/6f2a9c41d7e8'
const NEW_NAME = 'Aport Market 2'

let stick = ''
test.beforeEach(async () => {
  stick = await mkdtemp(join(tmpdir(), 'tapsyr-stick-'))
})
test.afterEach(() => rm(stick, { recursive: true }))

test('a technician’s visit: a broken printer, a wrong file, a good one, the way back, and an export', async ({
  world,
  terminal,
}) => {
  test.slow()
  const before = await employ(terminal, 'kk')
  const first = await startWithOpenCover(terminal, world, 'kk')
  const wrong = await wrongFile(before)
  const good = join(stick, 'new.json')
  const after = JSON.stringify({ ...before, shop: { ...before.shop, name: NEW_NAME } }, null, 1)
  await writeFile(good, after)

  await test.step('the printer’s reason and next step are told, and closed it prints', async () => {
    await expectCoverOpen(first.technician, 'kk')
    await mendAndPrint(first.technician, world, 'kk')
  })

  await test.step('the way of a payment is tried step by step, and is no payment', async () => {
    const { technician } = first
    await technician.go('devices')
    await technician.button('service.test.payment-path').click()
    const paper = nextReceipt(world)
    world.tap('Madina')
    await technician.expectSteps('payment-path', [
      ...(['find-card', 'read-card', 'sign', 'recover'] as const),
      ...(['write', 'read-back', 'print'] as const),
    ])
    world.remove()
    expect(await paper).toContain('SELF-TEST')
    await technician.close()
    const facts = (await journalOf(first.kiosk.page)).map(({ fact }) => fact.type)
    expect(new Set(facts)).toEqual(new Set(['opened', 'noted']))
  })

  await test.step('a wrong file is refused, a good one applied', async () => {
    await first.technician.go('configuration')
    await loadWrong(first, wrong)
    expect(await readFile(terminal.configPath, 'utf8')).toBe(JSON.stringify(before))

    await applyGood(first, good, before)
    expect(await readFile(terminal.configPath, 'utf8')).toBe(after)
    expect(await readFile(`${terminal.configPath}.previous`, 'utf8')).toBe(JSON.stringify(before))
  })

  await test.step('the new one is there, and is rolled back', async () => {
    const { kiosk, technician } = await start(terminal, 'kk')
    await expect(kiosk.page.getByRole('banner')).toContainText(NEW_NAME)
    await technician.comeIn(PIN)
    await technician.go('configuration')
    await technician.restartsAfter(async () => {
      await technician.button('service.rollBack').click()
      const dialog = kiosk.page.getByRole('dialog', { name: technician.say('service.rollBackTitle') })
      await expect(dialog).toBeVisible()
      await technician.typePin(PIN)
    })
    expect(await readFile(terminal.configPath, 'utf8')).toBe(JSON.stringify(before))
    expect(await readFile(`${terminal.configPath}.previous`, 'utf8')).toBe(after)
  })

  await test.step('the export holds no secret, and the journal what was done', async () => {
    const last = await start(terminal, 'kk')
    await expect(last.kiosk.page.getByRole('banner')).toContainText(before.shop.name)
    await expect(last.kiosk.page.getByRole('banner')).not.toContainText(NEW_NAME)
    await last.technician.comeIn(PIN)
    await exportDiagnostics(last, before)
    await last.technician.button('service.leave').click()
    await expect(
      last.kiosk.page.getByRole('heading', { name: last.technician.say('staff.enterPin') }),
    ).toBeVisible()
    expect(await last.technician.notes()).toEqual([
      'service-opened timur pin',
      'self-test timur print',
      'self-test timur payment-path',
      expect.stringMatching(/^config-applied timur [0-9a-f]{16}$/),
      'service-opened timur pin',
      'config-rolled-back timur',
      'service-opened timur pin',
      'diagnostics-exported timur diagnostics.json',
      'service-left timur person',
    ])
    await shutDown(last)
  })
})

for (const language of ['ru', 'en'] as const)
  test(`a technician's visit in ${language}: a broken printer, a wrong file, an export, a good one`, async ({
    world,
    terminal,
  }) => {
    const config = await employ(terminal, language)
    const visit = await startWithOpenCover(terminal, world, language)
    await expectCoverOpen(visit.technician, language)
    await mendAndPrint(visit.technician, world, language)
    await visit.technician.go('configuration')
    await loadWrong(visit, await wrongFile(config))
    await exportDiagnostics(visit, config)
    expect(await readFile(terminal.configPath, 'utf8')).toBe(JSON.stringify(config))

    const good = join(stick, 'new.json')
    const after = JSON.stringify({ ...config, shop: { ...config.shop, name: NEW_NAME } })
    await writeFile(good, after)
    await visit.technician.go('configuration')
    await applyGood(visit, good, config)
    expect(await readFile(terminal.configPath, 'utf8')).toBe(after)
  })

test('wrong PINs lock maintenance, also over a restart, and each of them counts once', async ({
  terminal,
}) => {
  await employ(terminal, 'en')
  const { kiosk, technician } = await start(terminal, 'en')
  const { page } = kiosk
  await technician.knock()
  const told = page.getByRole('dialog').getByRole('alert')
  await technician.typePin(CASHIER_PIN)
  await expect(told).toContainText(errorWords('STAFF_FORBIDDEN', 'en').what)
  for (const pin of ['0000', '1111', '2222', '3333']) {
    await technician.typePin(pin)
    await expect(told).toContainText(errorWords('STAFF_PIN_WRONG', 'en').what)
    await expect(page.getByRole('timer')).toHaveCount(0)
  }
  await technician.typePin('4444')
  await expect(page.getByRole('timer')).toHaveText(technician.say('service.lockedFor'))
  expect(await unlock(kiosk)).toEqual({ ok: false, error: { code: 'STAFF_LOCKED' } })
  expect(await page.evaluate(() => window.tapsyr.call('service/config', undefined))).toMatchObject({
    error: { code: 'SERVICE_LOCKED' },
  })
  const notes = await technician.notes()
  expect(notes.filter((note) => note.startsWith('pin-refused'))).toHaveLength(5)
  // The sign-in screen behind has heard none of them.
  expect(notes.filter((note) => note.startsWith('signed-in'))).toEqual([])
  await kiosk.kill()

  const again = await start(terminal, 'en')
  await again.technician.knock()
  await expect(again.kiosk.page.getByRole('timer')).toHaveText(technician.say('service.lockedFor'))
  expect(await unlock(again.kiosk)).toEqual({ ok: false, error: { code: 'STAFF_LOCKED' } })
})

test('a new terminal is set up by the wizard, and sells', async ({ world, terminal }) => {
  await rm(terminal.configPath)
  const say = wordsIn('ru')
  const kiosk = await terminal.launch()
  const { page } = kiosk
  const technician = technicianAt(kiosk, 'ru')
  const field = (name: Parameters<typeof say>[0]) => page.getByLabel(say(name))
  const next = technician.button('service.next')

  // Nobody has said yet which language: it is the one that the terminal was built for.
  await page.getByRole('radio', { name: 'Русский' }).click()
  await expect(page.getByRole('heading', { name: say('setup.step.language') })).toBeVisible()
  await next.click()

  await next.click()
  await expect(page.getByText(say('setup.wrong.empty')).first()).toBeVisible()
  await field('setup.field.shopName').fill('Апорт')
  await field('setup.field.till').fill('7')
  await next.click()

  const payee = toChecksumAddress(world.merchant)
  await field('setup.field.payee').fill(`${payee.slice(0, -1)}f`)
  await next.click()
  await expect(page.getByText(say('setup.wrong.mistyped'))).toBeVisible()
  await field('setup.field.payee').fill(payee)
  await expect(page.getByRole('main')).toContainText(TABLES.ru['setup.checksumGood'])
  await next.click()

  const { name, version, chainId, verifyingContract } = world.token.domain
  await field('setup.field.tokenName').fill(name)
  await field('setup.field.tokenVersion').fill(version)
  await field('setup.field.contract').fill(verifyingContract)
  await next.click()
  await test.step('the nodes are asked: another chain is refused, a silent one doubted, the right one taken', async () => {
    const check = technician.button('setup.check')
    const node = page.getByRole('list', { name: say('node.title') }).getByRole('listitem')
    // A block of just now, however long this chain has been standing still.
    await world.chain.mine(1)
    await field('setup.field.chainId').fill('8453')
    await field('setup.field.rpc').fill(world.gate.rpcUrl)
    await check.click()
    await expect(node).toContainText(TABLES.ru['node.CHAIN_WRONG'])
    await expect(node).toContainText(TABLES.ru['setup.todo.CHAIN_WRONG'])
    await expect(node).toContainText(chainId.toString())
    await check.click()
    await expect(page.getByRole('alert')).toContainText(TABLES.ru['setup.nodesRefused'])
    await expect(page.getByRole('heading', { name: say('setup.step.network') })).toBeVisible()

    await field('setup.field.chainId').fill(chainId.toString())
    await expect(node).toHaveCount(0)
    await world.network.cut()
    await check.click()
    await expect(node).toContainText(TABLES.ru['setup.todo.RPC_UNREACHABLE'])
    await expect(page.getByRole('alert')).toContainText(TABLES.ru['setup.nodesDoubtfulNow'])
    await expect(technician.button('setup.goOn')).toBeVisible()
    await world.network.restore()
    await technician.button('setup.checkAgain').click()
    await expect(page.getByText(say('setup.nodesGood'))).toBeVisible()
    await expect(node).toContainText(TABLES.ru['service.state.good'])
    await expect(node).toContainText(`${await world.chain.blockNumber()}`)
    await next.click()
  })

  await test.step('devices are shown, one is chosen and the others are left to find themselves', async () => {
    const scanner = page.getByRole('radiogroup', { name: say('service.name.scanner') })
    await expect(scanner.getByRole('radio', { name: say('setup.device.auto') })).toBeChecked()
    await scanner.getByRole('radio', { name: say('setup.device.keyboard') }).check({ force: true })
    await expect(
      page
        .getByRole('radiogroup', { name: say('service.name.printer') })
        .getByRole('radio')
        .first(),
    ).toBeChecked()
    await next.click()
  })
  await field('setup.field.servicePin').fill(PIN)
  await field('setup.field.pinAgain').fill(PIN)
  await next.click()

  await expect(page.getByRole('heading', { name: say('setup.step.summary') })).toBeVisible()
  await technician.restartsAfter(() => technician.button('setup.write').click())
  const text = await readFile(terminal.configPath, 'utf8')
  expect(text).not.toContain(PIN)
  expect(JSON.parse(text)).toMatchObject({
    terminal: { id: expect.stringMatching(/^tapsyr-[0-9a-f]{10}$/), till: 7 },
    languages: { screen: 'ru', paper: 'ru' },
    money: { payee, domain: world.token.domain },
    chain: { rpcUrls: [world.gate.rpcUrl] },
    devices: { scanner: { wire: 'keyboard' } },
  })
  expect(JSON.parse(text).devices).not.toHaveProperty('reader')

  const working = await terminal.launch()
  await expect(working.page.getByRole('group', { name: say('counter.keypad') })).toBeVisible({
    timeout: 60_000,
  })
  await expect(working.page.getByRole('banner')).toContainText('Апорт')
  const { row, comeIn } = technicianAt(working, 'ru')
  await comeIn(PIN, 'pin')
  await expect(row('network')).toContainText(TABLES.ru['service.state.good'])
})

type ConfigFile = Parameters<Parameters<Terminal['configure']>[0]>[0]

interface Visit {
  readonly kiosk: Kiosk
  readonly technician: Technician
}

/** Timur mends, Aigul sells, and there are secrets to keep. */
async function employ(terminal: Terminal, language: Language): Promise<ConfigFile> {
  const timur = { id: 'timur', name: 'Тимур', role: 'technician', pin: await hashPin(PIN) } as const
  const aigul = { id: 'aigul', name: 'Айгүл', role: 'cashier', pin: await hashPin(CASHIER_PIN) } as const
  await terminal.configure((config) =>
    Object.assign(config, {
      languages: { screen: language, paper: language },
      staff: [timur, aigul],
      refunds: { maxPayment: '10', maxPerDay: '50', testKey: REFUND_KEY },
      chain: { ...config.chain, rpcUrls: config.chain.rpcUrls.map((url) => new URL(RPC_PATH, url).href) },
    }),
  )
  return JSON.parse(await readFile(terminal.configPath, 'utf8'))
}

/** At the sign-in screen, with nobody signed in. */
async function start(terminal: Terminal, language: Language): Promise<Visit> {
  const kiosk = await terminal.launch()
  const technician = technicianAt(kiosk, language)
  await expect(kiosk.page.getByRole('heading', { name: technician.say('staff.enterPin') })).toBeVisible({
    timeout: 60_000,
  })
  return { kiosk, technician }
}

async function startWithOpenCover(terminal: Terminal, world: World, language: Language): Promise<Visit> {
  world.printer.setCover(true)
  const visit = await start(terminal, language)
  await visit.technician.comeIn(PIN)
  return visit
}

async function expectCoverOpen({ row }: Technician, language: Language): Promise<void> {
  const { what, now } = errorWords('PRINTER_COVER_OPEN', language)
  await expect(row('printer')).toContainText(`${what} ${now} PRINTER_COVER_OPEN`)
  await expect(row('printer')).toContainText(TABLES[language]['service.state.failed'])
}

async function mendAndPrint(
  { row, expectSteps, close }: Technician,
  world: World,
  language: Language,
): Promise<void> {
  world.printer.setCover(false)
  await expect(row('printer')).toContainText(TABLES[language]['service.state.good'])
  const paper = nextReceipt(world)
  await row('printer').getByRole('button').click()
  await expectSteps('print', ['page-kz1048', 'page-cp866', 'page-windows1251', 'page-drawn', 'qr'])
  const text = await paper
  for (const there of ['KZ-1048', 'ӘәҒғҚқҢңӨөҰұҮүҺһІі', 'ABCDEFGHIJ', '[QR TAPSYR SELF-TEST]'])
    expect(text).toContain(there)
  await close()
}

async function wrongFile({ money, chain, ...rest }: ConfigFile): Promise<string> {
  const path = join(stick, 'wrong.json')
  const wrong = {
    ...rest,
    money: { ...money, payee: '0x123' },
    chain: { ...chain, rpcUrls: ['nowhere'] },
    colour: 'red',
  }
  await writeFile(path, JSON.stringify(wrong))
  return path
}

/** Every mistake by its path, and no way to apply it. */
async function loadWrong({ kiosk, technician: { button, say } }: Visit, path: string): Promise<void> {
  await pickInDialogs(kiosk, path)
  await button('service.loadConfig').click()
  await expect(kiosk.page.getByText(say('service.notApplied'))).toBeVisible()
  const problems = kiosk.page.getByRole('table', { name: say('service.problems_other') })
  await expect(problems.getByRole('rowheader')).toHaveText(['money.payee', 'chain.rpcUrls.0', 'colour'])
  await expect(button('service.apply')).toHaveCount(0)
}

/** The one change is shown; with the PIN again it is written, and the program starts anew. */
async function applyGood({ kiosk, technician }: Visit, path: string, before: ConfigFile): Promise<void> {
  await pickInDialogs(kiosk, path)
  await technician.button('service.loadConfig').click()
  const change = kiosk.page.getByRole('row').filter({ hasText: 'shop.name' })
  await expect(change.getByRole('cell')).toHaveText([`"${before.shop.name}"`, `"${NEW_NAME}"`])
  await technician.restartsAfter(async () => {
    await technician.button('service.apply').click()
    await expect(kiosk.page.getByRole('dialog', { name: technician.say('service.applyTitle') })).toBeVisible()
    await technician.typePin(PIN)
  })
}

/** An installed terminal ends with the status that has root switch the computer off: deploy/linux. */
async function shutDown({ kiosk: { app }, technician }: Visit): Promise<void> {
  await app.evaluate(() => Object.assign(process.env, { TAPSYR_HOME: '/var/lib/tapsyr' }))
  const ended = new Promise((resolve) => app.process().once('exit', resolve))
  await technician.comeIn(PIN)
  await technician.go('about')
  await technician.button('service.shut-down').click()
  await technician.typePin(PIN)
  expect(await ended).toBe(79)
}

async function exportDiagnostics({ kiosk, technician }: Visit, config: ConfigFile): Promise<void> {
  const path = join(stick, 'diagnostics.json')
  await pickInDialogs(kiosk, path)
  await technician.go('about')
  await technician.button('service.export').click()
  await expect(kiosk.page.getByText(technician.say('rescue.file'))).toContainText('diagnostics.json')
  const text = await readFile(path, 'utf8')
  expect(JSON.parse(text)).toMatchObject({
    config: { terminal: config.terminal, money: config.money },
    configProblems: [],
    overview: { terminalId: config.terminal.id },
    devices: [{ device: 'reader' }, { device: 'printer' }, { device: 'scanner' }, { device: 'display' }],
  })
  const pins = config.staff?.map(({ pin }) => pin) ?? []
  expect(pins).toHaveLength(2)
  for (const secret of [TEST_GAS_KEY, REFUND_KEY, RPC_PATH.slice(1), ...pins, PIN])
    expect(text).not.toContain(secret.replace(/^0x/, ''))
}

const unlock = ({ page }: Kiosk) => page.evaluate((pin) => window.tapsyr.call('service/unlock', { pin }), PIN)
