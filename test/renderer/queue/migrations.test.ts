import 'fake-indexeddb/auto'
import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { openDatabase, QUEUE_NAME, removeDatabase } from '#renderer/queue/database.ts'
import { createQueue } from '#renderer/queue/queue.ts'
import { acceptedPayment, id, standing } from '../../fakes/accepted.ts'

// A database as version 1 of the schema left it, written with the browser's own calls: these lines
// are history and never change, whatever becomes of the code.

/** Dexie counts versions in tens. */
const NATIVE_VERSION_1 = 10

const rowOfVersion1 = (receiptNumber: number) => ({
  ...acceptedPayment(receiptNumber),
  id: id(receiptNumber),
  state: 'refused',
  batch: id(0xba),
  proof: null,
  refusal: 'PAYER_NO_FUNDS',
  due: 1,
  deadline: 4_000_000_000,
  refusals: 1,
  retryAt: 1_700_000_030_000,
})

const BROKEN = [
  { ...rowOfVersion1(3), signature: 'torn' },
  { id: id(4), due: 1, deadline: 5, acceptedAt: 7 },
]

const POSITION = {
  epoch: id(0xe0c),
  seq: 9,
  summary: {
    counts: { accepted: 0, submitted: 0, confirmed: 0, settled: 0, refused: 4, expired: 0 },
    waitingUnits: 4_000_000n,
    lastReceiptNumber: 4,
  },
}

async function writeVersion1(): Promise<void> {
  await removeDatabase()
  const opening = indexedDB.open(QUEUE_NAME, NATIVE_VERSION_1)
  opening.onupgradeneeded = () => {
    const payments = opening.result.createObjectStore('payments', { keyPath: 'id' })
    payments.createIndex('[due+deadline]', ['due', 'deadline'])
    payments.createIndex('acceptedAt', 'acceptedAt')
    opening.result.createObjectStore('meta', { keyPath: 'key' })
    opening.result.createObjectStore('aside', { autoIncrement: true })
  }
  await new Promise((resolve) => opening.addEventListener('success', resolve))
  const writing = opening.result.transaction(['payments', 'meta', 'aside'], 'readwrite')
  for (const row of [rowOfVersion1(1), rowOfVersion1(2), ...BROKEN]) writing.objectStore('payments').put(row)
  writing.objectStore('meta').put({ key: 'position', position: POSITION })
  writing.objectStore('aside').add({ left: 'by an even older one' })
  await new Promise((resolve) => writing.addEventListener('complete', resolve))
  opening.result.close()
}

test('the newest version keeps what version 1 wrote, and follows the journal from its start', async () => {
  await writeVersion1()
  const db = await openDatabase()
  const queue = createQueue(db)
  // Its position counted less than today's: without one, the queue is rebuilt from the journal.
  expect(await queue.position()).toBeUndefined()
  expect(await db.payments.count()).toBe(4)
  const { payments, broken } = await queue.everything()
  expect(payments.map((payment) => payment.id)).toEqual([id(1), id(2)])
  expect(payments[0]).toEqual(
    standing(1, { state: 'refused', batch: id(0xba), refusal: 'PAYER_NO_FUNDS', rescuedFrom: null }),
  )
  expect(broken).toEqual(BROKEN.map(({ due: _due, ...row }) => ({ ...row, rescuedFrom: null })))
  expect(await db.aside.toArray()).toEqual([{ left: 'by an even older one' }])
  expect(await queue.due(2, 1_700_000_029_999)).not.toContain(id(1))
  db.close()
})

test('there is one file for every version, numbered from 1', async () => {
  const db = await openDatabase()
  const files = readdirSync(new URL('../../../renderer/queue/migrations', import.meta.url))
  const versions = Array.from({ length: db.verno }, (_, i) => `v${i + 1}.ts`)
  expect(files.sort()).toEqual(versions.sort())
  db.close()
})
