import type { ChannelName } from '#src/ipc/contract.ts'
import type { Handlers } from '../ipc/door.ts'

/** What must come to its end before the program goes: it moves money, closes a shift, or is on paper half. */
const MATTERS: ReadonlySet<ChannelName> = new Set([
  'journal/adopt',
  'sale/authorize',
  'sale/override',
  'sale/scanned',
  'receipt/print',
  'settlement/prepare',
  'settlement/broadcast',
  'rescue/export',
  'rescue/import',
  'payment/void',
  'payment/void-with-card',
  'refund/make',
  'refund/decide',
  'shift/open',
  'shift/close',
  'shift/print',
  'station/ticket',
])

export interface InFlight {
  /** The same handlers, of which those that matter are counted while they are at work. */
  counted(handlers: Handlers): Handlers
  /** Some are at work. */
  isBusy(): boolean
}

export function createInFlight(): InFlight {
  let running = 0

  async function counting<T>(task: () => Promise<T> | T): Promise<T> {
    running += 1
    try {
      return await task()
    } finally {
      running -= 1
    }
  }

  const countedOne = <C extends ChannelName>(handlers: Handlers, channel: C) => ({
    [channel]: (request: Parameters<Handlers[C]>[0]) => counting(() => handlers[channel](request)),
  })

  return {
    counted(handlers) {
      const all = { ...handlers }
      for (const channel of MATTERS) Object.assign(all, countedOne(handlers, channel))
      return all
    },
    isBusy: () => running > 0,
  }
}
