import { parseArgs } from 'node:util'

/** What `npm run bench` measures by itself: some minutes. */
const PLAIN = ['risk', 'budget', 'taps', 'starts', 'reconnect', 'settle', 'gas'] as const
/** What --scale measures: full queues, ten thousand payments, the x402 facilitator. Half an hour. */
const SCALE = ['queue', 'throughput'] as const
/** An hour of passengers at a gate, without the window and with it; measured when it is named. */
const NAMED = ['station', 'station-screen'] as const
/** What needs neither Electron nor a display, and would only be disturbed by them. */
export const BARE: ReadonlySet<Part> = new Set<Part>(['risk', 'budget', 'station'])
export type Part = (typeof PLAIN)[number] | (typeof SCALE)[number] | (typeof NAMED)[number]

export interface BenchOptions {
  readonly parts: ReadonlySet<Part>
  /** Where the figures go, as JSON. */
  readonly json: string | undefined
}

/** `--scale` takes the scale's parts instead of the plain ones, `--only taps,gas` those that it names. */
export function benchOptions(): BenchOptions {
  const { values } = parseArgs({
    options: { json: { type: 'string' }, only: { type: 'string' }, scale: { type: 'boolean' } },
  })
  const all: readonly Part[] = [...PLAIN, ...SCALE, ...NAMED]
  const named = values.only?.split(',')
  const unknown = named?.find((name) => !all.some((part) => part === name))
  if (unknown !== undefined) throw new Error(`no part "${unknown}": ${all.join(', ')}`)
  const standard: readonly Part[] = values.scale ? SCALE : PLAIN
  const parts = named ? all.filter((part) => named.includes(part)) : standard
  return { parts: new Set(parts), json: values.json }
}
