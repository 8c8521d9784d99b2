import { Registry } from 'prom-client'
import type { ErrorCode } from '#src/errors/codes.ts'
import type { ChannelName } from '#src/ipc/contract.ts'
import type { Result } from '#src/result.ts'
import { familiesIn } from './families.ts'
import { fill, type Readings } from './readings.ts'

/** The terminal's figures. They are always counted; who may read them is for the configuration to say. */
export interface Metrics {
  /** Prometheus' text format, version 0.0.4. */
  text(): Promise<string>
  /** Where the rest is looked up from now on; until then there are only counts. */
  readFrom(look: () => Readings): void
  /** A card was seen: its tap begins. */
  cardSeen(): void
  /** A payment or a ride is on disk: the tap has ended well. */
  accepted(kind: 'payment' | 'ride'): void
  /** A payment's proof was found on the chain so many milliseconds after it was accepted. */
  confirmed(ms: number): void
  /** An answer of main to its page: a tap may have been declined. */
  answered(channel: ChannelName, answer: Result<unknown>): void
  faulted(where: string, code: ErrorCode): void
  recovered(kind: string): void
}

export interface MetricsParts {
  readonly version: string
  /** Ms since the epoch. */
  readonly startedAt: number
  /** Monotonic, ms. */
  readonly ticks: () => number
  /** Bytes of each kind of process. */
  readonly memory: () => Readonly<Record<string, number>>
}

const TAP_CHANNELS: ReadonlySet<ChannelName> = new Set(['sale/await-card', 'sale/authorize', 'station/ride'])
/** Nobody was declined: the wait ended, or it was not the time for one. */
const NO_DECLINE: ReadonlySet<ErrorCode> = new Set([
  'SALE_CANCELLED',
  'SALE_UNKNOWN',
  'TERMINAL_BUSY',
  'TERMINAL_CLOSED',
])

export function createMetrics({ version, startedAt, ticks, memory }: MetricsParts): Metrics {
  const registry = new Registry()
  const families = familiesIn(registry)
  let look: (() => Readings) | undefined
  let seenAt: number | undefined

  const { electron = 'none', node } = process.versions
  families.buildInfo.set({ version, electron, node }, 1)
  families.startTime.set(startedAt / 1000)

  return {
    text() {
      if (look) fill(families, look())
      families.memory.reset()
      for (const [kind, bytes] of Object.entries(memory())) families.memory.set({ process: kind }, bytes)
      families.heap.set(process.memoryUsage().heapUsed)
      return registry.metrics()
    },
    readFrom(from) {
      look = from
    },
    cardSeen() {
      seenAt = ticks()
    },
    accepted(kind) {
      families.taps.inc({ kind })
      if (seenAt !== undefined) families.tapSeconds.observe((ticks() - seenAt) / 1000)
      seenAt = undefined
    },
    confirmed: (ms) => families.settleSeconds.observe(ms / 1000),
    answered(channel, answer) {
      if (answer.ok || !TAP_CHANNELS.has(channel) || NO_DECLINE.has(answer.error.code)) return
      families.declines.inc({ code: answer.error.code })
      seenAt = undefined
    },
    faulted: (where, code) => families.faults.inc({ where, code }),
    recovered: (kind) => families.recoveries.inc({ kind }),
  }
}
