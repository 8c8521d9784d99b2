import type { Feed } from '#renderer/queue/feed.ts'
import { createSaleController } from '#renderer/terminal/sale.ts'
import type { JournalEntry } from '#src/journal/entry.ts'
import { ok } from '#src/result.ts'
import type { SaleFlow } from '#src/sale/flow.ts'
import { acceptedPayment, account } from '../../fakes/accepted.ts'
import { type Answers, fakeBridge } from '../../fakes/bridge.ts'

export const PAYER = account(0xca4d)
export const ENTRY: JournalEntry = { seq: 2, at: 1, fact: { type: 'accepted', payment: acceptedPayment(1) } }
export const SIGNED = ok({ entry: ENTRY, signedAt: 0 })

/** An answer that comes when the test says so. */
export function later<T>() {
  let give: (value: T) => void = () => undefined
  const promise = new Promise<T>((resolve) => {
    give = resolve
  })
  return { promise, give: (value: T) => give(value) }
}

/** Everything that can happen without waiting for somebody has happened. */
export const quiet = () => new Promise((resolve) => setImmediate(resolve))

export function counter(answers: Answers = {}, takes: Feed['take'] = async () => ok(), online = true) {
  let sales = 0
  const flows: SaleFlow[] = []
  const stored: JournalEntry[] = []
  let accepted = 0
  let levelled = 0
  const bridge = fakeBridge({
    'sale/open': () => ok({ saleId: `sale ${++sales}`, receipt: '001-000001', request: 'TPQ:0' }),
    'sale/await-card': () => ok({ payer: PAYER }),
    'sale/authorize': () => SIGNED,
    'sale/close': () => ok(true),
    'receipt/print': () => ok('printed'),
    ...answers,
  })
  const sale = createSaleController({
    bridge,
    feed: {
      take: (entries) => {
        stored.push(...entries)
        return takes(entries)
      },
      level: async () => {
        levelled += 1
        return ok()
      },
    },
    isOnline: () => online,
    onFlow: (flow) => flows.push(flow),
    onAccepted: () => {
      accepted += 1
    },
  })
  return {
    sale,
    bridge,
    flows,
    stored,
    screen: () => flows.at(-1),
    acceptedCount: () => accepted,
    levelledCount: () => levelled,
  }
}
