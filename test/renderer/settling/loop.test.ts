import { expect, test } from 'vitest'
import type { Feed } from '#renderer/queue/feed.ts'
import { type SettlingParts, startSettling } from '#renderer/settling/loop.ts'
import type { ErrorCode } from '#src/errors/codes.ts'
import type { ChainStatus } from '#src/ipc/contract.ts'
import type { JournalEntry } from '#src/journal/entry.ts'
import type { Hex } from '#src/payment/hex.ts'
import { fail, ok, type Result } from '#src/result.ts'
import { id } from '../../fakes/accepted.ts'
import { type Answers, fakeBridge } from '../../fakes/bridge.ts'
import { fakeClock } from '../../fakes/clock.ts'

const PROBE_MS = 5000
type Taker = Pick<Feed, 'take'>
const STATUS: ChainStatus = {
  head: {
    blockNumber: 7,
    blockHash: id(7),
    timestamp: 1,
    baseFeePerGas: 1n,
    gasLimit: 30_000_000n,
    nodeTime: null,
  },
  gasPayments: 140,
  gasAccount: null,
  clockAheadBy: null,
  toppedUp: [],
  endpoints: [],
}
const entry = (seq: number): JournalEntry => ({ seq, at: 0, fact: { type: 'settled', ids: [id(seq)] } })

/**
 * The loop before a network that answers, with so many payments due. The fake feed takes a payment
 * off the queue for every entry, as the true one does when the journal says it is on its way.
 */
function begin({ due = 0, answers = {} as Answers, change = {} as Partial<SettlingParts> } = {}) {
  let waiting: Hex[] = Array.from({ length: due }, (_, i) => id(i + 1))
  const clock = fakeClock()
  const seen: Result<ChainStatus | undefined>[] = []
  const sending: (number | null)[] = []
  const held: (ErrorCode | null)[] = []
  const taken: JournalEntry[] = []
  let batches = 0
  const bridge = fakeBridge({
    'chain/probe': () => ok(STATUS),
    'settlement/prepare': ({ ids }) =>
      ok({ hash: id(0xba + batches++), entries: ids.map((_, i) => entry(i)) }),
    'settlement/broadcast': () => ok(),
    'settlement/follow': () => ok({ open: 0, entries: [] }),
    ...answers,
  })
  const feed: Taker = {
    async take(entries) {
      taken.push(...entries)
      waiting = waiting.slice(entries.length)
      return ok()
    },
  }
  const loop = startSettling({
    bridge,
    queue: { due: async (limit) => waiting.slice(0, limit) },
    feed,
    clock,
    batchSize: 2,
    probeEveryMs: PROBE_MS,
    onNetwork: (status) => seen.push(status),
    isPaused: () => false,
    onSending: (sent) => sending.push(sent),
    onHeld: (code) => held.push(code),
    ...change,
  })
  const channels = () => bridge.calls.map(({ channel }) => channel)
  return {
    loop,
    bridge,
    clock,
    seen,
    sending,
    held,
    taken,
    channels,
    add: (n: number) => waiting.push(id(n)),
  }
}

test('without a network it only looks again, every so often', async () => {
  const { clock, seen, channels } = begin({
    due: 3,
    answers: { 'chain/probe': () => fail('RPC_UNREACHABLE') },
  })
  await clock.advance(0)
  expect(channels()).toEqual(['chain/probe'])
  await clock.advance(PROBE_MS - 1)
  expect(channels()).toHaveLength(1)
  await clock.advance(1)
  expect(channels()).toEqual(['chain/probe', 'chain/probe'])
  expect(seen).toEqual([fail('RPC_UNREACHABLE'), fail('RPC_UNREACHABLE')])
})

test('with a network it sends batch after batch, then follows', async () => {
  const { bridge, clock, seen, sending, taken, channels } = begin({ due: 3 })
  await clock.advance(0)
  expect(channels()).toEqual([
    'chain/probe',
    'settlement/prepare',
    'settlement/prepare',
    'settlement/broadcast',
    'settlement/broadcast',
    'settlement/follow',
  ])
  expect(bridge.callsOf('settlement/prepare')).toEqual([{ ids: [id(1), id(2)] }, { ids: [id(3)] }])
  expect(bridge.callsOf('settlement/broadcast')).toEqual([{ hash: id(0xba) }, { hash: id(0xbb) }])
  expect(sending).toEqual([0, 2, null])
  expect(seen).toEqual([ok(STATUS)])
  expect(taken).toHaveLength(3)
})

test('payments whose payers have topped up go first, and once, though they rest in the queue', async () => {
  const answers: Answers = { 'chain/probe': () => ok({ ...STATUS, toppedUp: [id(9), id(1)] }) }
  const { bridge, clock } = begin({ due: 2, answers })
  await clock.advance(0)
  expect(bridge.callsOf('settlement/prepare')).toEqual([{ ids: [id(9), id(1)] }, { ids: [id(2)] }])
})

test('the batch is in the queue before it is broadcast, and not broadcast when it could not be', async () => {
  const stored: JournalEntry[] = []
  const feed: Taker = {
    async take(entries) {
      stored.push(...entries)
      return entries.length > 0 ? fail('QUEUE_WRITE_FAILED') : ok()
    },
  }
  const { clock, seen, channels } = begin({ due: 1, change: { feed } })
  await clock.advance(0)
  expect(stored).toHaveLength(1)
  expect(channels()).toEqual(['chain/probe', 'settlement/prepare', 'settlement/follow'])
  expect(seen.at(-1)).toEqual(fail('QUEUE_WRITE_FAILED'))
})

test('a batch of which only refused payments are left makes room for the next', async () => {
  const { clock, channels } = begin({
    due: 4,
    answers: { 'settlement/prepare': ({ ids }) => ok({ hash: null, entries: ids.map((_, i) => entry(i)) }) },
  })
  await clock.advance(0)
  expect(channels()).toEqual(['chain/probe', 'settlement/prepare', 'settlement/prepare', 'settlement/follow'])
})

test('an answer that moves nothing ends the round', async () => {
  const { clock, channels } = begin({
    due: 1,
    answers: { 'settlement/prepare': () => ok({ hash: null, entries: [] }) },
  })
  await clock.advance(0)
  expect(channels()).toEqual(['chain/probe', 'settlement/prepare', 'settlement/follow'])
})

test.each(['KEY_LOCKED', 'GAS_TOO_LOW', 'FEES_TOO_HIGH'] as const)(
  '%s holds sending back, is no fault of the network, and what is on its way is followed',
  async (code) => {
    const { bridge, clock, seen, held, channels } = begin({
      due: 1,
      answers: { 'settlement/prepare': () => fail(code) },
    })
    await clock.advance(0)
    expect(channels()).toEqual(['chain/probe', 'settlement/prepare', 'settlement/follow'])
    expect(seen).toEqual([ok(STATUS)])
    expect(held).toEqual([code])
    bridge.answer({
      'settlement/prepare': ({ ids }) => ok({ hash: id(1), entries: ids.map((_, i) => entry(i)) }),
    })
    await clock.advance(PROBE_MS)
    expect(held).toEqual([code, null])
  },
)

test('paused, it looks at the network and follows, and signs and sends nothing', async () => {
  let paused = true
  const { loop, clock, seen, channels } = begin({ due: 1, change: { isPaused: () => paused } })
  await clock.advance(PROBE_MS)
  expect(channels()).toEqual(['chain/probe', 'settlement/follow', 'chain/probe', 'settlement/follow'])
  expect(seen).toEqual([ok(STATUS), ok(STATUS)])
  paused = false
  loop.wake()
  await clock.advance(0)
  expect(channels().slice(4)).toEqual([
    'chain/probe',
    'settlement/prepare',
    'settlement/broadcast',
    'settlement/follow',
  ])
})

test('paused while a batch goes out, it sends no other, not even the one signed meanwhile', async () => {
  let paused = false
  const { clock, channels, sending } = begin({
    due: 6,
    answers: {
      'settlement/broadcast': () => {
        paused = true
        return ok()
      },
    },
    change: { isPaused: () => paused },
  })
  await clock.advance(0)
  expect(channels()).toEqual([
    'chain/probe',
    'settlement/prepare',
    'settlement/prepare',
    'settlement/broadcast',
    'settlement/follow',
  ])
  expect(sending.at(-1)).toBeNull()
})

test('paused while a batch is being signed, it does not send it', async () => {
  let paused = false
  const { clock, taken, channels } = begin({
    due: 1,
    answers: {
      'settlement/prepare': ({ ids }) => {
        paused = true
        return ok({ hash: id(0xba), entries: ids.map((_, i) => entry(i)) })
      },
    },
    change: { isPaused: () => paused },
  })
  await clock.advance(0)
  expect(channels()).toEqual(['chain/probe', 'settlement/prepare', 'settlement/follow'])
  expect(taken).toHaveLength(1)
})

test('a failed broadcast is shown, and not tried again within the round', async () => {
  const { bridge, clock, seen } = begin({
    due: 4,
    answers: { 'settlement/broadcast': () => fail('RPC_TIMEOUT') },
  })
  await clock.advance(0)
  expect(bridge.callsOf('settlement/broadcast')).toEqual([{ hash: id(0xba) }])
  expect(bridge.callsOf('settlement/follow')).toHaveLength(1)
  expect(seen).toEqual([ok(STATUS), fail('RPC_TIMEOUT')])
})

test('while payments are on their way it looks every second', async () => {
  let open = 1
  const { bridge, clock } = begin({ answers: { 'settlement/follow': () => ok({ open, entries: [] }) } })
  await clock.advance(2000)
  expect(bridge.callsOf('settlement/follow')).toHaveLength(3)
  open = 0
  await clock.advance(1000 + PROBE_MS - 1)
  expect(bridge.callsOf('settlement/follow')).toHaveLength(4)
})

test('woken in the middle of a round, however often, it does exactly one more', async () => {
  let release = (): void => undefined
  let probes = 0
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  const { loop, clock } = begin({
    answers: {
      'chain/probe': async () => {
        probes += 1
        if (probes === 1) await held
        return ok(STATUS)
      },
    },
  })
  await clock.advance(0)
  for (let i = 0; i < 3; i += 1) loop.wake()
  release()
  await clock.advance(0)
  await clock.advance(PROBE_MS - 1)
  expect(probes).toBe(2)
})

test('woken between two rounds it looks at once, and the timer starts anew', async () => {
  const { loop, bridge, clock } = begin()
  await clock.advance(PROBE_MS / 2)
  loop.wake()
  await clock.advance(PROBE_MS - 1)
  expect(bridge.callsOf('chain/probe')).toHaveLength(2)
})

test('stopped, it does nothing any more', async () => {
  const { loop, bridge, clock } = begin()
  await clock.advance(0)
  loop.stop()
  loop.wake()
  await clock.advance(10 * PROBE_MS)
  expect(bridge.callsOf('chain/probe')).toHaveLength(1)
})

test('what an earlier write could not bring into the queue comes first, with or without a network', async () => {
  let refuses = true
  const feed: Taker = { take: async () => (refuses ? fail('QUEUE_WRITE_FAILED') : ok()) }
  const { clock, seen, channels } = begin({ change: { feed } })
  await clock.advance(0)
  expect(seen).toEqual([fail('QUEUE_WRITE_FAILED')])
  expect(channels()).toEqual([])
  refuses = false
  await clock.advance(PROBE_MS)
  expect(seen.at(-1)).toEqual(ok(STATUS))
})

test('a queue whose database is gone is shown, and looked at again', async () => {
  let gone = true
  const due = async () => {
    if (gone) throw new DOMException('the database was closed', 'DatabaseClosedError')
    return []
  }
  const { clock, seen, channels } = begin({ change: { queue: { due } } })
  await clock.advance(0)
  expect(seen.at(-1)).toMatchObject(fail('QUEUE_WRITE_FAILED'))
  gone = false
  await clock.advance(PROBE_MS)
  expect(seen.at(-1)).toEqual(ok(STATUS))
  expect(channels()).toEqual(['chain/probe', 'chain/probe', 'settlement/follow'])
})
