import { cp, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { cashierAt } from '#simulator/cashier.ts'
import { launchKiosk } from '#simulator/kiosk.ts'
import { settledFacts, writeJournal } from '../bench/stocked-journal.ts'
import { acceptedPayment } from '../fakes/accepted.ts'
import { databaseDir } from './damage.ts'

/** The profile of a terminal that has sold for a while and was closed. */
export interface Stock {
  /** "id state" of every payment in it, in order. */
  readonly rows: readonly string[]
  copyTo(userDataDir: string): Promise<void>
  clear(): Promise<void>
}

/** So many that the database has been compacted: only then does it have .ldb files. */
const SETTLED = 2000
const WAITING = 200

export async function layInStock(configPath: string): Promise<Stock> {
  const dir = await mkdtemp(join(tmpdir(), 'tapsyr-stock-'))
  const payments = Array.from({ length: SETTLED + WAITING }, (_, i) => acceptedPayment(i + 1))
  // Taken just now: a terminal that has waited for the chain for days takes nothing more offline.
  const acceptedAt = Date.now()
  const waiting = payments
    .slice(SETTLED)
    .map((payment) => ({ type: 'accepted', payment: { ...payment, acceptedAt } }) as const)
  await writeJournal(dir, [...settledFacts(payments.slice(0, SETTLED)), ...waiting])
  const kiosk = await launchKiosk({ configPath, userDataDir: dir })
  await cashierAt(kiosk.page).waitForCounter(90_000)
  await kiosk.close()
  if (!(await readdir(databaseDir(dir))).some((name) => name.endsWith('.ldb')))
    throw new Error('the stock is too small: its database has no .ldb file to damage')
  return {
    rows: payments.map(
      ({ authorization }, i) => `${authorization.nonce} ${i < SETTLED ? 'settled' : 'accepted'}`,
    ),
    copyTo: (userDataDir) => cp(dir, userDataDir, { recursive: true }),
    clear: () => rm(dir, { recursive: true }),
  }
}

/** The same of the queue itself, read from the page's database past all our code. */
export const storedRows = (page: Page): Promise<string[]> =>
  page.evaluate(
    () =>
      new Promise<string[]>((resolve, reject) => {
        const opening = indexedDB.open('tapsyr-queue')
        opening.onerror = () => reject(opening.error)
        // There is none at the moment: leave it to the terminal to make one.
        opening.onupgradeneeded = () => opening.transaction?.abort()
        opening.onsuccess = () => {
          const db = opening.result
          const reading = db.transaction('payments').objectStore('payments').getAll()
          reading.onerror = () => reject(reading.error)
          reading.onsuccess = () => {
            db.close()
            resolve(reading.result.map((row) => `${row.id} ${row.state}`))
          }
        }
      }),
  )
