import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { type Timing, timing } from './figures.ts'

const SAMPLES = 200
/** About what a payment takes in the journal and in the queue. */
const BYTES = 1000

/** What no terminal can be faster than: one fdatasync and one strict IndexedDB add, on this machine. */
export async function measureFloor(page: Page): Promise<Timing> {
  const syncs = await fdatasyncs()
  const adds = await strictAdds(page)
  return timing(syncs.map((ms, i) => ms + (adds[i] ?? Number.NaN)))
}

async function fdatasyncs(): Promise<number[]> {
  const dir = await mkdtemp(join(tmpdir(), 'tapsyr-floor-'))
  const file = await open(join(dir, 'log'), 'w')
  const samples: number[] = []
  for (let i = 0; i < SAMPLES; i += 1) {
    const start = performance.now()
    await file.write(Buffer.alloc(BYTES, 0x61))
    await file.datasync()
    samples.push(performance.now() - start)
  }
  await file.close()
  await rm(dir, { recursive: true })
  return samples
}

const strictAdds = (page: Page): Promise<number[]> =>
  page.evaluate(
    // Without named functions inside: what tsx adds to those is not there in the page.
    async ({ samples, bytes }) => {
      const db = await new Promise<IDBDatabase>((resolve, reject) => {
        const opening = indexedDB.open('bench-floor', 1)
        opening.onupgradeneeded = () => opening.result.createObjectStore('rows', { autoIncrement: true })
        opening.onsuccess = () => resolve(opening.result)
        opening.onerror = () => reject(opening.error)
      })
      const times: number[] = []
      for (let i = 0; i < samples; i += 1) {
        const start = performance.now()
        await new Promise((resolve, reject) => {
          const transaction = db.transaction('rows', 'readwrite', { durability: 'strict' })
          transaction.objectStore('rows').add('a'.repeat(bytes))
          transaction.oncomplete = resolve
          transaction.onerror = reject
        })
        times.push(performance.now() - start)
      }
      db.close()
      indexedDB.deleteDatabase('bench-floor')
      return times
    },
    { samples: SAMPLES, bytes: BYTES },
  )
