import { hexToBytes } from '@noble/hashes/utils.js'
import type { EmulatedCard } from '#drivers/emulator/emulated-card.ts'
import { emulateKeycardCash } from '#drivers/emulator/keycard-cash.ts'
import type { Address } from '#src/payment/address.ts'
import { addressOfKey, testKey } from '../../fakes/payment.ts'

export interface Passenger {
  readonly card: EmulatedCard
  readonly address: Address
}

/** Passengers one after the other; each of so many comes again when all have been there. */
export function passengers(count: number): (n: number) => Passenger {
  const all = Array.from({ length: count }, (_, n) => {
    const key = testKey(n + 1)
    // NXP's first byte, then the passenger's number: a card's own seven bytes.
    const uid = Uint8Array.of(0x04, 0, 0, 0, 0, n >> 8, n & 0xff)
    const card = { ...emulateKeycardCash({ privateKey: hexToBytes(key.slice(2)) }), uid }
    return { card, address: addressOfKey(key) }
  })
  return (n) => {
    const passenger = all[n % count]
    if (!passenger) throw new Error('nobody stands there')
    return passenger
  }
}

/** One in so many holds the card there until the next passenger's takes its place. */
const CLOSE_BEHIND = 5
/** Whoever sees green takes the card away, sooner or later. */
const HAND_MS = { least: 100, most: 500 }

/**
 * How long each passenger's card lies there after the answer, in milliseconds; undefined: until the next
 * card is there. The same seed gives the same hands (xorshift32, Marsaglia 2003).
 */
export function hands(seed: number): () => number | undefined {
  let state = seed
  const draw = () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 2 ** 32
  }
  return () =>
    draw() < 1 / CLOSE_BEHIND ? undefined : HAND_MS.least + draw() * (HAND_MS.most - HAND_MS.least)
}

/** The pace of a rush hour. */
export const PER_MINUTE = 45
export const TAP_MS = 60_000 / PER_MINUTE
/** TAPSYR_BENCH_MINUTES: fewer, to try the bench itself. */
export const MINUTES = Number(process.env.TAPSYR_BENCH_MINUTES ?? 60)
/** Each comes some times in the hour, so that there are transfers and cards at their cap among them. */
export const PASSENGERS = 400
/** What the passengers' hands are drawn from. */
export const SEED = 0x7a95
/** A gate that is too late for a passenger is told of it so long before the next one comes. */
export const MARGIN_MS = 200
/** The shortest gap of a passenger who takes the card away: two looks of the reader. */
export const HAND_GONE_MS = 150
/** From the card to the green light, without the card's own time. */
export const AT_MOST_MS = 300
