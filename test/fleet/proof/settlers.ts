import type { SettlerProcess } from '../settler-process.ts'

/** The two settlers, of which each may be away for a while. */
export interface Settlers {
  pids(): number[]
  kill(n: number): Promise<void>
  start(n: number): void
  freeze(n: number): void
  thaw(n: number): void
  /** The last lines that each has said. */
  said(): string
  stop(): Promise<void>
}

export function startSettlers(start: (n: number) => SettlerProcess): Settlers {
  const running = new Map<number, SettlerProcess>([0, 1].map((n) => [n, start(n)]))
  return {
    pids: () => [...running.values()].map(({ pid }) => pid),
    async kill(n) {
      const settler = running.get(n)
      running.delete(n)
      await settler?.kill()
    },
    start(n) {
      if (!running.has(n)) running.set(n, start(n))
    },
    freeze: (n) => running.get(n)?.freeze(),
    thaw: (n) => running.get(n)?.thaw(),
    said: () => [...running.values()].map(({ name, said }) => `${name}: ${said().slice(-1500)}`).join('\n'),
    async stop() {
      await Promise.all([...running.values()].map((settler) => settler.kill()))
    },
  }
}
