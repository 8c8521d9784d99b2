import type { Hex } from '#src/payment/hex.ts'

/** Payments that somebody is about to take back: no batch is signed with them meanwhile. */
export interface Holds {
  isHeld(id: Hex): boolean
  /** Holds it until the task is over. */
  during<T>(id: Hex, task: () => Promise<T>): Promise<T>
}

export function createHolds(): Holds {
  const held = new Map<Hex, number>()
  const count = (id: Hex, change: number) => {
    const times = (held.get(id) ?? 0) + change
    if (times > 0) held.set(id, times)
    else held.delete(id)
  }
  return {
    isHeld: (id) => held.has(id),
    async during(id, task) {
      count(id, 1)
      try {
        return await task()
      } finally {
        count(id, -1)
      }
    },
  }
}
