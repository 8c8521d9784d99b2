/** Draws numbers: the same ones for the same seed. */
export interface Dice {
  /** A whole number from 0 to below `sides`. */
  roll(sides: number): number
}

/** mulberry32, a generator of 32 bits: good enough to break things with. */
export function diceOf(seed: number): Dice {
  let state = seed >>> 0
  return {
    roll(sides) {
      state = (state + 0x6d2b79f5) >>> 0
      let mixed = Math.imul(state ^ (state >>> 15), state | 1)
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
      return ((mixed ^ (mixed >>> 14)) >>> 0) % sides
    },
  }
}

type Mutation = (bytes: Uint8Array, dice: Dice, corpus: readonly Uint8Array[]) => Uint8Array

const at = (bytes: Uint8Array, dice: Dice): number => dice.roll(bytes.length + 1)
/** Bytes at the edges of what lengths, tags and signs mean. */
const EDGES = [0x00, 0x01, 0x7f, 0x80, 0x81, 0x82, 0xfe, 0xff]

const MUTATIONS: readonly Mutation[] = [
  function flipBit(bytes, dice) {
    const copy = bytes.slice()
    const place = dice.roll(Math.max(1, copy.length))
    copy[place] = (copy[place] ?? 0) ^ (1 << dice.roll(8))
    return copy
  },
  function setEdge(bytes, dice) {
    const copy = bytes.slice()
    copy[dice.roll(Math.max(1, copy.length))] = EDGES[dice.roll(EDGES.length)] ?? 0
    return copy
  },
  function cutOff(bytes, dice) {
    return bytes.slice(0, at(bytes, dice))
  },
  function cutOut(bytes, dice) {
    const from = at(bytes, dice)
    const to = from + dice.roll(8)
    return Uint8Array.of(...bytes.subarray(0, from), ...bytes.subarray(to))
  },
  function insert(bytes, dice) {
    const place = at(bytes, dice)
    const noise = Array.from({ length: 1 + dice.roll(8) }, () => dice.roll(256))
    return Uint8Array.of(...bytes.subarray(0, place), ...noise, ...bytes.subarray(place))
  },
  function repeat(bytes, dice) {
    const from = at(bytes, dice)
    const part = bytes.subarray(from, from + 1 + dice.roll(32))
    return Uint8Array.of(...bytes.subarray(0, from), ...part, ...part, ...bytes.subarray(from))
  },
  function splice(bytes, dice, corpus) {
    const other = corpus[dice.roll(corpus.length)] ?? bytes
    return Uint8Array.of(...bytes.subarray(0, at(bytes, dice)), ...other.subarray(at(other, dice)))
  },
  function noise(_bytes, dice) {
    return Uint8Array.from({ length: dice.roll(80) }, () => dice.roll(256))
  },
]

/** One of the corpus, changed one to four times. */
export function mutant(corpus: readonly Uint8Array[], dice: Dice): Uint8Array {
  let bytes = corpus[dice.roll(corpus.length)] ?? new Uint8Array()
  for (let times = 1 + dice.roll(4); times > 0; times -= 1) {
    const mutate = MUTATIONS[dice.roll(MUTATIONS.length)]
    if (mutate) bytes = mutate(bytes, dice, corpus)
  }
  return bytes
}
