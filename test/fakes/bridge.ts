import type { Bridge, ChannelName, EventName, Events, ReplyOf, RequestOf } from '#src/ipc/contract.ts'
import type { Result } from '#src/result.ts'

/** What main would answer on each channel that a test needs. */
export type Answers = {
  [C in ChannelName]?: (request: RequestOf<C>) => Result<ReplyOf<C>> | Promise<Result<ReplyOf<C>>>
}

export interface FakeBridge extends Bridge {
  /** Every request so far, oldest first. */
  readonly calls: readonly { readonly channel: ChannelName; readonly request: unknown }[]
  /** The requests of one channel. */
  callsOf(channel: ChannelName): readonly unknown[]
  /** What main tells unasked. */
  emit<E extends EventName>(event: E, payload: Events[E]): void
  /** From now on main answers like this. */
  answer(answers: Answers): void
}

/** The preload's object without an Electron behind it. A channel with no answer is a bug of the test. */
export function fakeBridge(first: Answers): FakeBridge {
  let answers = first
  const calls: { channel: ChannelName; request: unknown }[] = []
  const listeners: { [E in EventName]: Set<(payload: Events[E]) => void> } = {
    'devices/changed': new Set(),
    'disk/changed': new Set(),
    'terminal/closed': new Set(),
    'journal/written': new Set(),
    'sale/progress': new Set(),
    'sale/notice': new Set(),
    'sale/transfer': new Set(),
    'sale/stray': new Set(),
    'service/changed': new Set(),
    'service/test-step': new Set(),
    'sale/item-scanned': new Set(),
    'rate/changed': new Set(),
    'staff/changed': new Set(),
    'till/changed': new Set(),
    'payment/void-allowed': new Set(),
  }
  return {
    calls,
    callsOf: (channel) => calls.filter((call) => call.channel === channel).map(({ request }) => request),
    async call(channel, request) {
      calls.push({ channel, request })
      const answer = answers[channel]
      if (!answer) throw new Error(`nobody answers ${channel}`)
      return answer(request)
    },
    on(event, listener) {
      listeners[event].add(listener)
      return () => listeners[event].delete(listener)
    },
    emit(event, payload) {
      for (const listener of listeners[event]) listener(payload)
    },
    answer(more) {
      answers = { ...answers, ...more }
    },
  }
}
