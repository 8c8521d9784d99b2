import { bridge } from '#renderer/bridge.ts'
import { openDatabase, removeDatabase } from '#renderer/queue/database.ts'
import { createFeed } from '#renderer/queue/feed.ts'
import { createQueue, type Queue } from '#renderer/queue/queue.ts'
import { recoverQueue } from '#renderer/queue/recover.ts'
import type { PowerBridge } from './contract.ts'

declare global {
  interface Window {
    readonly power: PowerBridge
  }
}

const { power } = window

/** Says what the queue holds before and after recovery, then accepts payments until the power goes. */
async function run(): Promise<never> {
  const { head, durability } = await power.start()
  if (durability === 'relaxed') relaxTransactions()
  await power.holds({ store: 'queue', receipts: await receiptsOnDisk() })
  const recovered = await recoverQueue(head, {
    bridge,
    open: openDatabase,
    remove: removeDatabase,
    onProgress: () => undefined,
  })
  if (!recovered.ok) throw new Error(`not recovered: ${recovered.error.detail}`)
  const { queue } = recovered.value
  await power.holds({ store: 'recovered', receipts: await receiptsOf(queue) })
  return acceptForEver(queue)
}

async function acceptForEver(queue: Queue): Promise<never> {
  const feed = createFeed(queue, bridge, () => undefined)
  for (;;) {
    const entry = await power.accept()
    const taken = await feed.take([entry])
    if (!taken.ok) throw new Error(`not queued: ${taken.error.detail}`)
    if (entry.fact.type === 'accepted') await power.acknowledge(entry.fact.payment.receiptNumber)
  }
}

/** The queue as the last life left it: opened by the program's own code, before anything repairs it. */
async function receiptsOnDisk(): Promise<number[]> {
  try {
    const db = await openDatabase()
    const receipts = await receiptsOf(createQueue(db))
    db.close()
    return receipts
  } catch {
    return [] // what cannot be read is not there
  }
}

const receiptsOf = async (queue: Queue): Promise<number[]> =>
  (await queue.everything()).payments.map(({ receiptNumber }) => receiptNumber)

/** The same code with the one option taken back: this shows that the test can fail. */
function relaxTransactions(): void {
  const strict = IDBDatabase.prototype.transaction
  IDBDatabase.prototype.transaction = function (stores, mode, options) {
    return strict.call(this, stores, mode, { ...options, durability: 'relaxed' })
  }
}

run().catch((error: unknown) => power.failed(error instanceof Error ? String(error.stack) : String(error)))
