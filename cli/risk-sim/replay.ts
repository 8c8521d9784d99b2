import { decide } from '#src/risk/decide.ts'
import { HOUR_MS } from '#src/risk/exposure.ts'
import type { Policy } from '#src/risk/policy.ts'
import type { Day, Tap } from './day.ts'

export interface Outcome {
  readonly taps: number
  readonly accepted: number
  /** In units of the token: taken, and of that never paid. */
  readonly takenUnits: bigint
  readonly lostUnits: bigint
  /** Taps of honest cards, and those of them that were sent away. */
  readonly honest: number
  readonly declinedHonest: number
}

/** What one terminal remembers; it knows of no other. */
interface TerminalState {
  readonly cards: Map<number, Tap[]>
  units: bigint
  count: number
  since: number | null
}

/**
 * The day at terminals that are offline all of it and share nothing. At midnight everything is settled in the
 * order in which it was taken: a card pays until its balance is used up, the rest is lost.
 */
export function replay({ payers, taps }: Day, policy: Policy, list: 'list' | 'no list'): Outcome {
  const terminals = new Map<number, TerminalState>()
  const balances = payers.map(({ balance }) => balance)
  let [accepted, honest, declinedHonest] = [0, 0, 0]
  let [takenUnits, lostUnits] = [0n, 0n]
  for (const tap of taps) {
    const payer = payers[tap.card]
    if (!payer) continue
    const state = terminals.get(tap.terminal) ?? { cards: new Map(), units: 0n, count: 0, since: null }
    terminals.set(tap.terminal, state)
    const isHonest = payer.kind === 'honest'
    honest += Number(isHonest)
    const before = state.cards.get(tap.card) ?? []
    const denied = list === 'list' && payer.listedAt !== null && tap.at >= payer.listedAt
    const facts = { ...factsOf(tap, payer, before, state, policy), denied }
    if (decide(policy, facts).kind === 'decline') {
      declinedHonest += Number(isHonest)
      continue
    }
    accepted += 1
    takenUnits += tap.units
    state.cards.set(tap.card, [...before, tap])
    state.units += tap.units
    state.count += 1
    state.since ??= tap.at
    const left = balances[tap.card] ?? 0n
    if (left >= tap.units) balances[tap.card] = left - tap.units
    else lostUnits += tap.units
  }
  return { taps: taps.length, accepted, takenUnits, lostUnits, honest, declinedHonest }
}

/** An issuer of the day vouches for as much as the site allows. */
const NO_ISSUER_LIMIT = 2n ** 95n

function factsOf(
  { at, units, draw }: Tap,
  { address, standing }: Day['payers'][number],
  before: readonly Tap[],
  exposure: TerminalState,
  policy: Policy,
): Parameters<typeof decide>[1] {
  const recent = before.filter((tap) => at - tap.at < policy.windowHours * HOUR_MS)
  return {
    ...{ at, units, draw, card: address, online: null, denied: false, owes: false, denyListAge: null },
    standing:
      standing === 'certified'
        ? { kind: standing, certificate: { offlineLimit: NO_ISSUER_LIMIT, windowLimit: NO_ISSUER_LIMIT } }
        : { kind: standing },
    waiting: { due: 0n, moving: 0n },
    window: { sum: recent.reduce((sum, tap) => sum + tap.units, 0n), count: recent.length },
    consecutiveOffline: before.length,
    exposure: { units: exposure.units, count: exposure.count, since: exposure.since },
    clock: 'trusted',
  }
}
