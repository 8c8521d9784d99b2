/** Every random decision of a run. The same seed throws the same numbers, on any machine. */
export interface Dice {
  /** A whole number from 0 to `n` - 1. */
  below(n: number): number
  /** True about so many times in a hundred. */
  percent(chance: number): boolean
  pick<T>(from: readonly [T, ...T[]]): T
}

/** Mulberry32, by Tommy Ettinger (public domain): 32 bits of state, good enough to decide when to kill. */
export function createDice(seed: number): Dice {
  let state = seed >>> 0
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (n: number): number => Math.floor(next() * n)
  return {
    below,
    percent: (chance) => below(100) < chance,
    pick: ([first, ...rest]) => {
      const index = below(rest.length + 1)
      return index === 0 ? first : (rest[index - 1] ?? first)
    },
  }
}
