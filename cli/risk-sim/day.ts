import type { Address } from '#src/payment/address.ts'
import { HOUR_MS } from '#src/risk/exposure.ts'
import { seededRandom } from './random.ts'

export const MIXES = ['transit', 'retail'] as const
export type Mix = (typeof MIXES)[number]

export interface DayOptions {
  readonly mix: Mix
  readonly seed: number
  readonly cards: number
  readonly terminals: number
  /** Shares of all cards, from 0 to 1: with next to no money; and that spend what they have not on purpose. */
  readonly empty: number
  readonly malicious: number
  /** Share of the honest cards with a certificate, and that paid before. */
  readonly certified: number
  readonly knownGood: number
  /** Share of the malicious cards that get onto the deny list. */
  readonly listed: number
  /** From such a card's first tap until every terminal has it on its list; 0: it was there in the morning. */
  readonly listDelayHours: number
}

export type CardKind = 'honest' | 'empty' | 'malicious'

export interface SimulatedPayer {
  readonly address: Address
  readonly kind: CardKind
  readonly standing: 'unknown' | 'known-good' | 'certified'
  /** Units of the token that it has in the morning. */
  readonly balance: bigint
  /** From this moment on it is on the deny list, ms since midnight; null: never. */
  readonly listedAt: number | null
}

export interface Tap {
  /** ms since midnight. */
  readonly at: number
  readonly terminal: number
  readonly card: number
  readonly units: bigint
  /** Its lot, from 0 to below 1. */
  readonly draw: number
}

export interface Day {
  readonly payers: readonly SimulatedPayer[]
  /** In order of time. */
  readonly taps: readonly Tap[]
}

const UNIT = 1_000_000

/** How a day looks: amounts in whole tokens, taps of an honest card and of one that means to cheat. */
const DAYS: Readonly<Record<Mix, { amount(random: () => number): number; taps: number; attacks: number }>> = {
  // One fare for everybody, there and back.
  transit: { amount: () => 0.3, taps: 3, attacks: 40 },
  // Log-normal around six, at most two hundred.
  retail: { amount: (random) => Math.min(200, 6 * Math.exp(normal(random))), taps: 1.5, attacks: 12 },
}

/** A synthetic day: from six to midnight, busiest at eight and at six in the evening. */
export function makeDay(options: DayOptions): Day {
  const { mix, seed, cards, terminals } = options
  const random = seededRandom(seed)
  // A lot of its own: who is listed changes nothing else of the day.
  const listing = seededRandom(~seed)
  const { amount, taps: usual, attacks } = DAYS[mix]
  const payers: SimulatedPayer[] = []
  const taps: Tap[] = []
  for (let card = 0; card < cards; card += 1) {
    const kind = kindOf(options, random())
    const count = kind === 'malicious' ? attacks : Math.max(1, Math.round(usual * (0.5 + random())))
    const amounts = Array.from({ length: count }, () => {
      // Whoever will not pay takes the dearest that is sold.
      const whole =
        kind === 'malicious' ? Math.max(amount(random), amount(random), amount(random)) : amount(random)
      return BigInt(Math.round(whole * UNIT))
    })
    const mine = amounts.map((units): Tap => {
      const terminal = Math.floor(random() * terminals)
      return { at: momentOf(random), terminal, card, units, draw: random() }
    })
    taps.push(...mine)
    const needed = amounts.reduce((sum, each) => sum + each, 0n)
    payers.push({
      address: addressOf(card),
      kind,
      standing: standingOf(kind, options, random()),
      balance: balanceOf(kind, needed),
      listedAt: kind === 'malicious' ? listedAt(options, mine, listing()) : null,
    })
  }
  return { payers, taps: taps.sort((a, b) => a.at - b.at) }
}

function kindOf({ empty, malicious }: DayOptions, draw: number): CardKind {
  if (draw < malicious) return 'malicious'
  return draw < malicious + empty ? 'empty' : 'honest'
}

/** Nobody vouches for who means to cheat; but a card may have paid before and be empty today. */
function standingOf(
  kind: CardKind,
  { certified, knownGood }: DayOptions,
  draw: number,
): SimulatedPayer['standing'] {
  if (kind === 'honest' && draw < certified) return 'certified'
  return kind !== 'malicious' && draw < certified + knownGood ? 'known-good' : 'unknown'
}

function listedAt({ listed, listDelayHours }: DayOptions, taps: readonly Tap[], draw: number): number | null {
  if (draw >= listed) return null
  return listDelayHours === 0 ? 0 : Math.min(...taps.map(({ at }) => at)) + listDelayHours * HOUR_MS
}

const balanceOf = (kind: CardKind, needed: bigint): bigint => {
  if (kind === 'honest') return needed * 2n
  return kind === 'empty' ? needed / 10n : 0n
}

const addressOf = (card: number): Address => `0x${(card + 1).toString(16).padStart(40, '0')}`

function momentOf(random: () => number): number {
  const peak = random() < 0.5 ? 8 : 18
  const hour = Math.min(23.99, Math.max(6, peak + 2 * normal(random)))
  return Math.floor(hour * HOUR_MS)
}

/** Of mean 0 and deviation 1 (Box and Muller). */
const normal = (random: () => number): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
