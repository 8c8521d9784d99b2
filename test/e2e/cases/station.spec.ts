import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { TABLES } from '#renderer/i18n/tables.ts'
import { journalOf, paymentsOf } from '#simulator/kiosk-facts.ts'
import { plugInReader } from '#simulator/reader.ts'
import { laySerialCable } from '#simulator/serial-cable.ts'
import { STATION } from '#simulator/station-config.ts'
import type { World } from '#simulator/world.ts'
import { LANGUAGES } from '#src/language.ts'
import type { ProductKind } from '#src/station/product.ts'
import { keyListOf, proveTicket, type TicketTime, timeOf } from '#src/station/ticket-keys.ts'
import { type Terminal, test } from '../fixtures.ts'
import { type Passenger, passengerAt } from '../passenger.ts'
import { expectStates } from '../steps.ts'

const EN = TABLES.en
type StationConfig = Exclude<typeof STATION.station, undefined>

/** Each tap is a ride of its own here: nobody waits until a card's next tap counts as another one. */
const openStation = (terminal: Terminal, changes: Partial<StationConfig> = {}) =>
  terminal.configure((config) => {
    Object.assign(config, STATION)
    config.station = { ...STATION.station, sameRideSeconds: 0, ...changes } as StationConfig
  })

async function start(terminal: Terminal, world: World): Promise<{ page: Page; passenger: Passenger }> {
  const { page } = await terminal.launch()
  const passenger = passengerAt(page, world, EN)
  await passenger.waitForStart(60_000)
  return { page, passenger }
}

test('passengers ride, change for free, and are told why they cannot', async ({ world, terminal }) => {
  const denyList = join(terminal.dir, 'denied.json')
  await writeFile(denyList, JSON.stringify([world.cards.get('Madina')?.address]))
  await openStation(terminal, { denyList })
  const { page, passenger } = await start(terminal, world)

  const first = await passenger.tap('Aigerim')
  expect(first).toContain(EN['station.go'])
  expect(first).toContain('Paid 120 ₸')
  expect(first).toContain('240 ₸ more today, then it is free')

  expect(await passenger.tap('Daniyar')).toContain('Paid 120 ₸')
  const denied = await passenger.tap('Madina')
  expect(denied).toContain(EN['station.refused'])
  expect(denied).toContain('This card is blocked here.')
  expect(await passenger.tap('Bank card')).toContain('This is a bank card. It cannot pay here.')
  expect(await passenger.tap('Refusing')).toContain('The card would not sign the payment.')

  const changed = await passenger.tap('Aigerim')
  expect(changed).toContain(EN['station.go'])
  expect(changed).toContain(EN['station.changed'])
  await expectStates(page, ['settled', 'settled'])
})

test('nobody pays more than the cap in a day', async ({ world, terminal }) => {
  await openStation(terminal, { transferMinutes: undefined, cap: '240' })
  const { page, passenger } = await start(terminal, world)
  const cards = ['Aigerim', 'Daniyar', 'Madina'] as const
  for (const card of cards) expect(await passenger.tap(card), card).toContain('120 ₸ more today')
  for (const card of cards) expect(await passenger.tap(card), card).toContain('Paid 120 ₸')
  for (const card of cards) expect(await passenger.tap(card), card).toContain(EN['station.capped'])
  // Each paid for itself, and to its own cap.
  const paid = (await paymentsOf(page)).map(({ authorization }) => authorization.from)
  const addresses = cards.map((card) => world.cards.get(card)?.address)
  expect(paid).toEqual([...addresses, ...addresses])
})

test('a ride that was never paid is owed before the next one', async ({ world, terminal }) => {
  await openStation(terminal, { transferMinutes: undefined })
  await terminal.configure((config) => {
    config.risk = { ...config.risk, onlineTimeoutMs: 2000 }
  })
  const { page, passenger } = await start(terminal, world)
  // With the network there its balance is seen, and nobody is let through who cannot pay.
  expect(await passenger.tap('Poor')).toContain('There is not enough money on this card.')
  await world.network.cut()
  expect(await passenger.tap('Poor')).toContain(EN['station.go'])
  await world.network.restore()
  await expectStates(page, ['refused'])
  const owed = await passenger.tap('Poor')
  expect(owed).toContain('An earlier payment with this card is unpaid.')
  expect(owed).toContain('Owed: 120 ₸')
  expect(await passenger.tap('Aigerim')).toContain(EN['station.go'])
})

for (const language of LANGUAGES) {
  const words = TABLES[language]
  test(`a ticket is bought, printed and checked, and a lost reader comes back, in ${language}`, async ({
    world,
    terminal,
  }) => {
    const layReader = () => laySerialCable(terminal.dir, 'own-reader')
    const plugIn = (cable: Awaited<ReturnType<typeof layReader>>) =>
      plugInReader({ cable, cards: world.cards, events: world.events, signingMs: 50 })
    let cable = await layReader()
    let reader = plugIn(cable)
    await openStation(terminal)
    await terminal.configure((config) => {
      config.languages = { screen: language, paper: language }
      config.devices = { ...config.devices, reader: { driver: 'pn532', path: cable.path } }
    })
    const { page } = await terminal.launch()
    await passengerAt(page, reader, words).waitForStart(60_000)
    const product = STATION.station?.products?.[1]?.name
    const name = typeof product === 'object' ? product[language] : ''

    // Chosen, and cancelled; then bought.
    await page.getByRole('button', { name }).click()
    await page.getByRole('button', { name: words.cancel, exact: true }).click()
    await passengerAt(page, reader, words).waitForStart()
    await page.getByRole('button', { name }).click()
    await expect(page.getByRole('heading', { name: words['tap.waiting'] })).toBeVisible()
    const before = world.printer.receipts.length
    reader.tap('Aigerim')
    await expect(page.getByRole('heading', { name: words['station.take'] })).toBeVisible({ timeout: 20_000 })
    reader.remove()
    // Whatever else comes out meanwhile: this is the paper of the ticket.
    const papers = () => world.printer.receipts.slice(before).map(({ text }) => text)
    await expect.poll(papers).toContainEqual(expect.stringContaining('[QR TPT:'))
    const paper = papers().find((text) => text.includes('[QR TPT:')) ?? ''
    await expectTicket(terminal, paper, 'return', 'valid')
    await page.getByRole('button', { name: words['station.done'] }).click()
    await passengerAt(page, reader, words).waitForStart()
    expect(await paymentsOf(page)).toHaveLength(1)

    // The reader is pulled out, and put back.
    await cable.close()
    await expect(page.getByRole('heading', { name: words['station.out'] })).toBeVisible({ timeout: 20_000 })
    await expect(page.getByText(words['station.out.reader'])).toBeVisible()
    await expect(page.getByText('+7 727 258 00 00')).toBeVisible()
    await page.screenshot({ path: test.info().outputPath(`out-of-service-${language}.png`) })
    cable = await layReader()
    reader = plugIn(cable)
    const passenger = passengerAt(page, reader, words)
    await passenger.waitForStart()
    expect(await passenger.tap('Daniyar')).toContain(words['station.go'])
    expect((await journalOf(page)).filter(({ fact }) => fact.type === 'accepted')).toHaveLength(2)
    await cable.close()
  })
}

test('a top-up begins a pass on a card without one, and then prolongs it', async ({ world, terminal }) => {
  await openStation(terminal)
  const { page, passenger } = await start(terminal, world)
  async function topUp(said: string, time: TicketTime): Promise<void> {
    const before = world.printer.receipts.length
    await page.getByRole('button', { name: 'Pass top-up' }).click()
    await expect(page.getByText('Adds 7 days to the pass on your card.')).toBeVisible()
    await expect(page.getByRole('heading', { name: EN['tap.waiting'] })).toBeVisible()
    world.tap('Daniyar')
    await expect(page.getByRole('heading', { name: EN['station.take'] })).toBeVisible({ timeout: 20_000 })
    await expect(page.getByText(said)).toBeVisible()
    world.remove()
    const paper = () =>
      world.printer.receipts.slice(before).find(({ text }) => text.includes('[QR TPT:'))?.text
    await expect.poll(paper).toBeDefined()
    await expectTicket(terminal, paper() ?? '', 'pass-top-up', time)
    await page.getByRole('button', { name: EN['station.done'] }).click()
    await passenger.waitForStart()
  }
  await topUp(EN['station.begun'], 'valid')
  await topUp('Your pass is longer now', 'not-yet')
  expect(await passenger.tap('Daniyar')).toContain(EN['station.pass'])
  const [first, second] = (await paymentsOf(page)).map(({ ticket }) => ticket)
  expect(second).toMatchObject({ kind: 'pass-top-up', from: first?.until, prolongs: true })
})

test('the arrow keys go through the answers to whether anybody is still there', async ({
  world,
  terminal,
}) => {
  await openStation(terminal, { idleSeconds: 3, giveUpSeconds: 60 })
  const { page } = await start(terminal, world)
  await page.getByRole('button', { name: EN['station.help'] }).click()
  const more = page.getByRole('button', { name: EN['station.moreTime'] })
  const finish = page.getByRole('button', { name: EN['station.finish'] })
  await expect(more).toBeFocused({ timeout: 15_000 })
  for (const [key, next] of [
    ['ArrowRight', finish],
    ['ArrowRight', more],
    ['ArrowUp', finish],
    ['ArrowLeft', more],
  ] as const) {
    await page.keyboard.press(key)
    await expect(next).toBeFocused()
  }
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: EN['station.tap'], exact: true })).toBeVisible()
})

/** What an inspector does with the paper, offline. */
async function expectTicket(
  { userDataDir }: Terminal,
  paper: string,
  kind: ProductKind,
  time: TicketTime,
): Promise<void> {
  const { terminalId, publicKey } = JSON.parse(await readFile(join(userDataDir, 'ticket-key.json'), 'utf8'))
  const [, code = ''] = /\[QR (TPT:[^\]]+)\]/.exec(paper) ?? []
  const ticket = proveTicket(code, keyListOf({ terminalId, publicKey }))
  expect(ticket, paper).toMatchObject({ ok: true, value: { kind, terminalId: 'sim-1' } })
  if (ticket.ok) expect(timeOf(ticket.value, Date.now() / 1000)).toBe(time)
}
