import { round } from '../figures.ts'

/** Adds up how long calls take, by name. Calls that overlap are each counted in full. */
export interface Stopwatch {
  readonly time: <T>(name: string, call: () => Promise<T>) => Promise<T>
  /** Milliseconds. */
  figures(): Record<string, number>
}

export function startStopwatch(): Stopwatch {
  const sums = new Map<string, number>()
  return {
    async time(name, call) {
      const start = performance.now()
      try {
        return await call()
      } finally {
        sums.set(name, (sums.get(name) ?? 0) + performance.now() - start)
      }
    },
    figures: () => Object.fromEntries([...sums].map(([name, ms]) => [name, round(ms)] as const)),
  }
}
