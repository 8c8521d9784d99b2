import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { launchKiosk } from '#simulator/kiosk.ts'
import { summaryOf } from '#simulator/kiosk-facts.ts'
import { until } from '#simulator/until.ts'
import type { World } from '#simulator/world.ts'
import { addressOfKey, signedPayment, testKey } from '../fakes/payment.ts'
import { round } from './figures.ts'
import { writeJournal } from './stocked-journal.ts'

export interface SettleFigures {
  readonly count: number
  readonly seconds: number
  readonly perSecond: number
}

const PAYMENTS = 1000
const PAYERS = 100

/** A thousand payments wait; the network comes back; how long until every one is final on the chain. */
export async function measureSettling(world: World, dir: string): Promise<SettleFigures> {
  for (let n = 0; n < PAYERS; n += 1) await world.token.fund(addressOfKey(testKey(n)), 1_000_000_000n)
  const payments = Array.from({ length: PAYMENTS }, (_, i) =>
    signedPayment({
      key: testKey(i % PAYERS),
      to: world.merchant,
      domain: world.token.domain,
      receiptNumber: i + 1,
    }),
  )
  const userDataDir = join(dir, 'settle')
  await writeJournal(
    userDataDir,
    payments.map((payment) => ({ type: 'accepted', payment })),
  )
  await world.network.cut()
  const kiosk = await launchKiosk({ configPath: world.configPath, userDataDir })
  await until('all are queued', async () => (await countOf(kiosk.page, 'accepted')) === PAYMENTS || undefined)
  await kiosk.page
    .getByText(/Offline/)
    .first()
    .waitFor()
  const before = await world.merchantBalance()
  const start = performance.now()
  await world.network.restore()
  const settled = async () => (await countOf(kiosk.page, 'settled')) === PAYMENTS || undefined
  await until('all are settled', settled, { timeoutMs: 120_000, everyMs: 20 })
  const seconds = (performance.now() - start) / 1000
  const paid = (await world.merchantBalance()) - before
  if (paid !== BigInt(PAYMENTS) * 1_000_000n) throw new Error(`the chain paid ${paid} units`)
  await kiosk.close()
  return { count: PAYMENTS, seconds: round(seconds), perSecond: Math.round(PAYMENTS / seconds) }
}

const countOf = async (page: Page, state: 'accepted' | 'settled'): Promise<number> =>
  (await summaryOf(page)).counts[state]
