import { expect } from '@playwright/test'
import type { CardName } from '../cards.ts'
import { paymentsOf } from '../kiosk-facts.ts'
import type { Stage } from './stage.ts'

/** How long the chain may take from the first block to the last confirmation. */
const SETTLING_MS = 60_000

/** The story, from the first start to the last confirmation. */
export async function playStory(stage: Stage): Promise<void> {
  await openTheShop(stage)
  await cutTheNetwork(stage)
  await pay(stage, 'Aigerim', '4.27')
  await cardRefuses(stage)
  await cardPulledOut(stage)
  await killTheTerminal(stage)
  await startAgain(stage)
  await pay(stage, 'Madina', '12.50')
  await restoreTheNetwork(stage)
}

async function openTheShop(stage: Stage): Promise<void> {
  const ms = await stage.startKiosk()
  await expect(stage.cashier.status).toHaveText('Online', { timeout: 20_000 })
  stage.diary.note(`The terminal is open, ${Math.round(ms)} ms after its start.`)
  await stage.album.screen(stage.kiosk.page, 'counter-online')
}

async function cutTheNetwork({ world, cashier, diary }: Stage): Promise<void> {
  await world.network.cut()
  await expect(cashier.status).toHaveText(/^Offline/, { timeout: 20_000 })
  diary.note('The network is cut: the chain’s endpoint does not answer any more.')
}

async function pay(stage: Stage, card: CardName, amount: string): Promise<void> {
  const { world, cashier, album, kiosk } = stage
  await cashier.charge(amount)
  await album.screen(kiosk.page, `${slug(card)}-asked`)
  const printed = world.events.next('receipt')
  world.tap(card)
  await accepted(stage, { card, amount, printed })
}

interface Accepted {
  readonly card: CardName
  readonly amount: string
  readonly printed: Promise<unknown>
}

async function accepted(stage: Stage, { card, amount, printed }: Accepted): Promise<void> {
  const { world, cashier, album, kiosk, diary } = stage
  await cashier.waitForResult('Paid, settles later')
  const receipt = await stage.promise()
  await album.screen(kiosk.page, `${slug(card)}-accepted`)
  world.remove()
  await printed
  diary.note(`${card} pays ${amount} USDC: accepted offline, receipt ${receipt} is printed.`)
  await cashier.newSale()
}

async function cardRefuses({ world, cashier, album, kiosk, diary }: Stage): Promise<void> {
  await cashier.charge('3.10')
  world.tap('Refusing')
  await cashier.waitForResult('Not paid')
  await album.screen(kiosk.page, 'refusing-not-paid')
  world.remove()
  diary.note('A card refuses to sign: not paid, nothing kept.')
  await cashier.newSale()
}

async function cardPulledOut(stage: Stage): Promise<void> {
  const { world, cashier, album, kiosk, diary } = stage
  await cashier.charge('8.05')
  const signing = world.events.next('signing')
  world.tap('Daniyar')
  await signing
  world.remove()
  await cashier.waitForTapAgain()
  await album.screen(kiosk.page, 'daniyar-tap-again')
  diary.note('Daniyar’s card is pulled out while it signs: the terminal asks for it again.')
  const printed = world.events.next('receipt')
  world.tap('Daniyar')
  await accepted(stage, { card: 'Daniyar', amount: '8.05', printed })
}

async function killTheTerminal({ kiosk, cashier, diary }: Stage): Promise<void> {
  await expect(cashier.status).toHaveText('Offline · 2 waiting · 12.32 USDC')
  await kiosk.kill()
  diary.note('The terminal is killed (SIGKILL, every process) with two payments waiting.')
}

async function startAgain(stage: Stage): Promise<void> {
  const ms = await stage.startKiosk()
  await expect(stage.cashier.status).toHaveText('Offline · 2 waiting · 12.32 USDC', { timeout: 20_000 })
  await stage.album.screen(stage.kiosk.page, 'started-again')
  stage.diary.note(`Started again in ${Math.round(ms)} ms, still offline: both payments are there.`)
}

async function restoreTheNetwork({ world, cashier, album, kiosk, diary }: Stage): Promise<void> {
  await expect(cashier.status).toHaveText('Offline · 3 waiting · 24.82 USDC')
  await album.screen(kiosk.page, 'three-waiting')
  await world.network.restore()
  diary.note('The network is back.')
  const states = async () => (await paymentsOf(kiosk.page)).map((payment) => payment.state)
  await expect
    .poll(states, { timeout: SETTLING_MS, intervals: [200] })
    .toEqual(['settled', 'settled', 'settled'])
  diary.note('All three payments are settled, each proved by its own logs.')
  await expect(cashier.status).toHaveText('Online', { timeout: 20_000 })
  await album.screen(kiosk.page, 'all-settled')
}

const slug = (card: CardName): string => card.toLowerCase().replace(' ', '-')
