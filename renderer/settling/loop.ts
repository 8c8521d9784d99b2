import type { ErrorCode } from '#src/errors/codes.ts'
import type { Bridge, ChainStatus, ReplyOf } from '#src/ipc/contract.ts'
import type { Hex } from '#src/payment/hex.ts'
import { fail, ok, type Result } from '#src/result.ts'
import type { Clock } from '#src/time/clock.ts'
import type { Feed } from '../queue/feed.ts'
import type { Queue } from '../queue/queue.ts'

export interface SettlingParts {
  readonly bridge: Pick<Bridge, 'call'>
  readonly queue: Pick<Queue, 'due'>
  readonly feed: Pick<Feed, 'take'>
  readonly clock: Clock
  readonly batchSize: number
  readonly probeEveryMs: number
  /** While it says so nothing is signed or sent; what is on its way is followed all the same. */
  readonly isPaused: () => boolean
  /** What the last look at the chain showed, or why there was none. */
  readonly onNetwork: (status: Result<ChainStatus>) => void
  /** How many payments of this round have been sent so far; null when the round is over. */
  readonly onSending: (sent: number | null) => void
  /** What hinders sending while the network is there; null when nothing does. */
  readonly onHeld: (code: ErrorCode | null) => void
}

export interface SettlingLoop {
  /** Looks at once instead of at the next tick. */
  wake(): void
  stop(): void
}

/** These hinder sending, not seeing what was sent before: they are no faults of the network. */
const HOLDS: ReadonlySet<ErrorCode> = new Set(['KEY_LOCKED', 'GAS_TOO_LOW', 'FEES_TOO_HIGH'])

/** While payments are on their way, blocks are worth looking for this often. */
const FOLLOW_MS = 1000

/**
 * Sends what is due whenever the chain can be reached, and follows it until it is final. The
 * network is known by asking the chain itself, never by what the system says of its cables.
 */
export function startSettling(parts: SettlingParts): SettlingLoop {
  let cancelTimer = () => {}
  let running = false
  let again = false
  let stopped = false

  /** A queue whose database went away is one more fault to show, and to look at again. */
  async function round(): Promise<{ open: boolean }> {
    try {
      return await settleOnce(parts)
    } catch (error) {
      parts.onNetwork(fail('QUEUE_WRITE_FAILED', String(error)))
      return { open: false }
    }
  }

  async function tick(): Promise<void> {
    if (stopped) return
    if (running) {
      again = true
      return
    }
    cancelTimer()
    running = true
    const { open } = await round()
    running = false
    if (stopped) return
    const pause = again ? 0 : open ? Math.min(FOLLOW_MS, parts.probeEveryMs) : parts.probeEveryMs
    again = false
    cancelTimer = parts.clock.after(pause, () => void tick())
  }

  void tick()
  return {
    wake: () => void tick(),
    stop() {
      stopped = true
      cancelTimer()
    },
  }
}

/** One round: probe, send all that is due, ask about all that is on its way. */
export async function settleOnce(parts: SettlingParts): Promise<{ open: boolean }> {
  // First what an earlier write could not bring into the queue: it would never be sent.
  const level = await parts.feed.take([])
  const status = level.ok ? await parts.bridge.call('chain/probe', undefined) : level
  parts.onNetwork(status)
  if (!status.ok) return { open: false }
  const sent = await sendDue(parts, status.value.toppedUp)
  parts.onSending(null)
  const held = !sent.ok && HOLDS.has(sent.error.code) ? sent.error.code : null
  parts.onHeld(held)
  if (!sent.ok && held === null) parts.onNetwork(sent)
  const followed = await parts.bridge.call('settlement/follow', { paused: parts.isPaused() })
  if (!followed.ok) {
    parts.onNetwork(followed)
    return { open: true }
  }
  await parts.feed.take(followed.value.entries)
  return { open: followed.value.open > 0 }
}

/** Batches whose payments are looked up at once. */
const AHEAD = 10

/** `first` are due though they rest in the queue. */
async function sendDue(parts: SettlingParts, first: readonly Hex[]): Promise<Result<undefined>> {
  const { queue, clock, batchSize, isPaused } = parts
  let sent = 0
  let ready = first
  while (!isPaused()) {
    const due = [...new Set([...ready, ...(await queue.due(AHEAD * batchSize, clock.now()))])]
    ready = []
    if (due.length === 0) return ok()
    const moved = await sendBatches(parts, due, sent)
    if (!moved.ok) return moved
    // Nothing moved: the next round asks again, this one would only spin.
    if (!moved.value) return ok()
    sent += due.length
  }
  return ok()
}

/**
 * While one batch goes into the queue and then out to the network, main prepares the next. Tells
 * whether anything moved.
 */
async function sendBatches(
  parts: SettlingParts,
  due: readonly Hex[],
  sentBefore: number,
): Promise<Result<boolean>> {
  const { bridge, feed, batchSize, isPaused, onSending } = parts
  let last: Promise<Result<undefined>> = Promise.resolve(ok())
  let moved = false
  for (let i = 0; i < due.length && !isPaused(); i += batchSize) {
    onSending(sentBefore + i)
    const ids = due.slice(i, i + batchSize)
    const [prepared, before] = await Promise.all([bridge.call('settlement/prepare', { ids }), last])
    if (!before.ok) {
      // What main has written meanwhile is the queue's, too.
      if (prepared.ok) await feed.take(prepared.value.entries)
      return before
    }
    if (!prepared.ok) return prepared
    moved ||= prepared.value.entries.length > 0
    last = storeAndSend(parts, prepared.value)
  }
  const done = await last
  return done.ok ? ok(moved) : done
}

async function storeAndSend(
  { bridge, feed, isPaused }: SettlingParts,
  { hash, entries }: ReplyOf<'settlement/prepare'>,
): Promise<Result<undefined>> {
  const taken = await feed.take(entries)
  if (!taken.ok || hash === null || isPaused()) return taken
  return bridge.call('settlement/broadcast', { hash })
}
