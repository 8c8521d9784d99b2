import type { WorldEvent } from '#simulator/events.ts'
import type { Moment } from './plan.ts'
import type { Stage } from './stage.ts'

/** The moments of one sale. Whoever waits for one is called in it, before anything else happens. */
export interface Moments {
  on(moment: Moment, listener: () => void): void
  /** What only the hand that leads the sale can see. */
  reached(moment: Moment): void
  /** Nobody waits any more. */
  end(): void
}

const OF_EVENTS: Partial<Record<WorldEvent['kind'], Moment>> = {
  'card-placed': 'placed',
  signing: 'signing',
  signed: 'signed',
  receipt: 'printed',
}

const OF_REQUESTS: Readonly<Record<string, Moment>> = {
  eth_sendRawTransaction: 'broadcast',
  eth_getTransactionReceipt: 'following',
}

export function watchMoments({ world, devices }: Pick<Stage, 'world' | 'devices'>): Moments {
  const waiting = new Map<Moment, (() => void)[]>()
  function reached(moment: Moment | undefined): void {
    if (!moment) return
    const listeners = waiting.get(moment) ?? []
    waiting.delete(moment)
    for (const listener of listeners) listener()
  }
  const stops = [
    world.events.on(({ kind }) => reached(OF_EVENTS[kind])),
    world.gate.onRequest((method) => reached(OF_REQUESTS[method])),
    devices.onPrinting(() => reached('printing')),
  ]
  return {
    on: (moment, listener) => waiting.set(moment, [...(waiting.get(moment) ?? []), listener]),
    reached,
    end() {
      for (const stop of stops) stop()
      waiting.clear()
    },
  }
}
