import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { type Kiosk, launchKiosk } from '#simulator/kiosk.ts'
import { until } from '#simulator/until.ts'
import type { World } from '#simulator/world.ts'
import type { AcceptedPayment } from '#src/payment/record.ts'
import { round } from '../figures.ts'
import { writeJournal } from '../stocked-journal.ts'
import { configVia } from './metered-config.ts'
import { booksOf, type ChainBooks } from './on-chain.ts'
import { fundAll } from './payers.ts'
import type { MethodFigures, RpcMeter } from './rpc-meter.ts'

export interface AppSettling extends ChainBooks {
  readonly count: number
  /** From the network's return until every payment is final in the journal. */
  readonly seconds: number
  readonly perSecond: number
  /** Until the page's queue says the same. */
  readonly queueSeconds: number
  /** Time the chain took to answer, by method. Requests overlap: the sum may exceed the seconds. */
  readonly rpc: Record<string, MethodFigures>
}

export interface SettleJob {
  readonly world: World
  readonly meter: RpcMeter
  readonly dir: string
  readonly payments: readonly AcceptedPayment[]
  /** Runs from the network's return until all is settled, beside the terminal. */
  readonly meanwhile?: (kiosk: Kiosk) => Promise<void>
}

const PATIENCE = { timeoutMs: 600_000, everyMs: 50 }

/** The terminal itself, with payments queued and the network gone; then the network comes back. */
export async function settleInApp(job: SettleJob): Promise<AppSettling> {
  const { world, meter, dir, payments } = job
  await fundAll(
    world,
    payments.map(({ authorization }) => authorization.from),
  )
  const userDataDir = join(dir, `settle-${payments[0]?.receiptNumber}`)
  await writeJournal(
    userDataDir,
    payments.map((payment) => ({ type: 'accepted', payment })),
  )
  await meter.cut()
  const kiosk = await launchKiosk({ configPath: await configVia(world, meter.rpcUrl, dir), userDataDir })
  try {
    await until('the terminal is offline', () => isOffline(kiosk.page), PATIENCE)
    meter.reset()
    const start = performance.now()
    await meter.restore()
    const settled = untilSettled(kiosk.page, payments.length).then(() => performance.now())
    const [end] = await Promise.all([settled, job.meanwhile?.(kiosk)])
    const seconds = (end - start) / 1000
    await until('the queue knows it', () => queueHasSettled(kiosk.page, payments.length), PATIENCE)
    const queueSeconds = (performance.now() - start) / 1000
    return {
      count: payments.length,
      seconds: round(seconds),
      perSecond: Math.round(payments.length / seconds),
      queueSeconds: round(queueSeconds),
      rpc: meter.byMethod(),
      ...(await booksOf(world, payments)),
    }
  } finally {
    await kiosk.close()
  }
}

const isOffline = async (page: Page): Promise<true | undefined> =>
  (await page
    .getByText(/Offline/)
    .first()
    .isVisible()) || undefined

/** Asked inside the page: each question from outside would cost the machine as much as a payment. */
async function untilSettled(page: Page, count: number): Promise<void> {
  const settled = await page.evaluate(
    async ({ wanted, patienceMs }) => {
      const end = performance.now() + patienceMs
      while (performance.now() < end) {
        const info = await window.tapsyr.call('terminal/start', undefined)
        if (info.ok && info.value.journal.summary.counts.settled === wanted) return true
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
      return false
    },
    { wanted: count, patienceMs: PATIENCE.timeoutMs },
  )
  if (!settled) throw new Error(`not all of ${count} payments were settled`)
}

/** Reads the queue's own counters, which it writes in one transaction with its rows. */
async function queueHasSettled(page: Page, count: number): Promise<true | undefined> {
  const settled = await page.evaluate(async () => {
    const db = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open('tapsyr-queue')
      opening.onsuccess = () => resolve(opening.result)
      opening.onerror = () => reject(opening.error)
    })
    const stored = await new Promise<{ position: { summary: { counts: { settled: number } } } }>(
      (resolve, reject) => {
        const reading = db.transaction('meta').objectStore('meta').get('position')
        reading.onsuccess = () => resolve(reading.result)
        reading.onerror = () => reject(reading.error)
      },
    )
    db.close()
    return stored.position.summary.counts.settled
  })
  return settled === count || undefined
}
