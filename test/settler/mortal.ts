import type { NatsConnection } from '@nats-io/transport-node'
import { systemClock } from '#drivers/system-clock.ts'
import type { SettlementChain } from '#src/chain/port.ts'
import type { Clock } from '#src/time/clock.ts'

/** What a settler has of the world, until it is killed at one of its steps: then nothing of it goes on. */
export interface Mortal {
  readonly connection: NatsConnection
  readonly chain: SettlementChain
  readonly clock: Clock
  isDead(): boolean
}

/** Before and after each of them it may die: what it writes, and what it signs and sends. */
const WRITES = /^(tapsyr\.(lane|outcome)\.|\$KV\.cursors\.)/
const SENDS: ReadonlySet<string | symbol> = new Set(['signBatch', 'broadcast'])

/** `diesAt`: which step, counted from 1, is the one that it does not survive. */
export function mortal(connection: NatsConnection, chain: SettlementChain, diesAt: number): Mortal {
  let steps = 0
  let isDead = false
  const never = new Promise<never>(() => undefined)

  async function live(): Promise<void> {
    steps += 1
    if (steps === diesAt) {
      isDead = true
      void connection.close()
    }
    if (isDead) await never
  }

  async function step<T>(task: () => Promise<T>): Promise<T> {
    await live()
    const done = await task()
    await live()
    return done
  }

  return {
    isDead: () => isDead,
    connection: new Proxy(connection, {
      get(target, name) {
        if (name === 'request')
          return (...args: Parameters<NatsConnection['request']>) =>
            WRITES.test(args[0]) ? step(() => target.request(...args)) : target.request(...args)
        const value: unknown = Reflect.get(target, name)
        return typeof value === 'function' ? value.bind(target) : value
      },
    }),
    chain: new Proxy(chain, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name)
        if (typeof value !== 'function' || !SENDS.has(name)) return value
        return (...args: unknown[]) => step(() => value(...args))
      },
    }),
    clock: {
      now: systemClock.now,
      after: (ms, task) => systemClock.after(ms, () => (isDead ? undefined : task())),
    },
  }
}
