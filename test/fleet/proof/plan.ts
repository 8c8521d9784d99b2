import { createDice, type Dice } from '../../chaos/kiosk/dice.ts'
import type { ProofOptions } from './options.ts'

/** What a network does to who asks the chain: methods of the gate (simulator/chain/rpc-gate.ts). */
export const NETWORK_FAULTS = ['cut', 'hang', 'rateLimit', 'loseBroadcastAnswers', 'loseAnswers'] as const

/** One thing that goes wrong, when so many payments were promised. */
export type Trouble = { readonly at: number } & (
  | { readonly kind: 'broker'; readonly seconds: number }
  /** One settler of the two is killed, or both. */
  | { readonly kind: 'settler'; readonly which: readonly number[]; readonly seconds: number }
  /** A settler that hangs for longer than its leases last, and then goes on. */
  | { readonly kind: 'frozen'; readonly which: number; readonly seconds: number }
  | { readonly kind: 'network'; readonly fault: (typeof NETWORK_FAULTS)[number]; readonly seconds: number }
  /** All terminals of a process lose power in the middle of whatever they do. */
  | { readonly kind: 'power'; readonly worker: number }
  /** Clocks are set by so many ms. */
  | { readonly kind: 'clocks'; readonly terminals: readonly number[]; readonly skewMs: readonly number[] }
  /** The last entries of a terminal come to the stream again, under ids that it knows and under others. */
  | { readonly kind: 'repeated'; readonly terminals: readonly number[] }
  /** The terminal stops, and its file with the cursor is gone when it starts. */
  | { readonly kind: 'cursorless'; readonly terminals: readonly number[] }
  | { readonly kind: 'imaged'; readonly terminals: readonly number[] }
  /** The disk becomes what its image is. */
  | { readonly kind: 'restored'; readonly terminals: readonly number[] }
)

export type Kind = Trouble['kind']

/** A start and an end without trouble: the first is where the figures of quiet operation come from. */
export const QUIET_SHARE = 0.2
const END_SHARE = 0.95
const MOST_SKEW_MS = 8 * 60_000
/** Longer than a lane's lease, which is ten seconds. */
const FROZEN_SECONDS = 14

/** Every trouble of a run in its order; the same for the same options, on any machine. */
export function planOf(options: ProofOptions): readonly Trouble[] {
  const dice = createDice(options.seed)
  const { payments, outages, workers } = options
  const within = (from: number, to: number) =>
    Math.floor(payments * (from + (dice.below(1000) / 1000) * (to - from)))
  const anywhere = () => within(QUIET_SHARE, END_SHARE)
  const seconds = () => 2 + dice.below(Math.max(1, options.outageSeconds - 1))
  const some = () => someOf(dice, options.terminals)
  const restored = someOf(dice, options.terminals, options.restored)
  const troubles: Trouble[] = [
    { kind: 'imaged', at: within(QUIET_SHARE / 2, QUIET_SHARE), terminals: restored },
    { kind: 'restored', at: within(0.5, END_SHARE), terminals: restored },
    { kind: 'power', at: anywhere(), worker: dice.below(workers) },
  ]
  for (let n = 0; n < options.freezes; n += 1)
    troubles.push({ kind: 'frozen', at: anywhere(), which: dice.below(2), seconds: FROZEN_SECONDS })
  for (let n = 0; n < outages; n += 1) {
    const which = n % 2 === 0 ? [dice.below(2)] : [0, 1]
    const clocks = some()
    const skewMs = clocks.map(() => dice.below(2 * MOST_SKEW_MS) - MOST_SKEW_MS)
    troubles.push(
      { kind: 'broker', at: anywhere(), seconds: seconds() },
      { kind: 'settler', at: anywhere(), which, seconds: seconds() },
      { kind: 'network', at: anywhere(), fault: dice.pick(NETWORK_FAULTS), seconds: seconds() },
      { kind: 'clocks', at: anywhere(), terminals: clocks, skewMs },
      { kind: 'repeated', at: anywhere(), terminals: some().filter((each) => !restored.includes(each)) },
      { kind: 'cursorless', at: anywhere(), terminals: some().slice(0, 10) },
    )
  }
  return troubles.sort((a, b) => a.at - b.at)
}

/** A twentieth of the terminals, two at least, unless a number is asked for. */
function someOf(dice: Dice, terminals: number, asked = Math.max(2, Math.floor(terminals / 20))): number[] {
  const found = new Set<number>()
  const count = Math.min(terminals, asked)
  while (found.size < count) found.add(dice.below(terminals))
  return [...found]
}

/** Each terminal's clock is wrong from the start, by some minutes at most. */
export function skewsOf({ seed, terminals }: Pick<ProofOptions, 'seed' | 'terminals'>): number[] {
  const dice = createDice(seed ^ 0xc10c)
  return Array.from({ length: terminals }, () => dice.below(2 * MOST_SKEW_MS) - MOST_SKEW_MS)
}

export function troubleText(trouble: Trouble): string {
  switch (trouble.kind) {
    case 'broker':
      return `the broker is killed for ${trouble.seconds} s`
    case 'settler':
      return `settler ${trouble.which.map((n) => n + 1).join(' and ')} killed for ${trouble.seconds} s`
    case 'frozen':
      return `settler ${trouble.which + 1} hangs for ${trouble.seconds} s`
    case 'network':
      return `the network to the chain: ${trouble.fault} for ${trouble.seconds} s`
    case 'power':
      return `the terminals of process ${trouble.worker + 1} lose power`
    case 'clocks':
      return `the clocks of ${trouble.terminals.length} terminals are set`
    case 'repeated':
      return `${trouble.terminals.length} terminals' last entries are sent again, also under new ids`
    case 'cursorless':
      return `${trouble.terminals.length} terminals lose their cursor`
    case 'imaged':
      return `the disks of ${trouble.terminals.length} terminals are copied`
    case 'restored':
      return `the disks of ${trouble.terminals.length} terminals become their old copies`
  }
}
