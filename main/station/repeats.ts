import type { StationTerms } from '#src/config/station.ts'
import type { Ride } from '#src/ipc/station.ts'
import type { JournalEntry } from '#src/journal/entry.ts'
import type { Address } from '#src/payment/address.ts'
import { fareOf } from '#src/station/fare.ts'
import type { RideFact } from '#src/station/ride.ts'
import type { Clock } from '#src/time/clock.ts'
import type { Ledger } from '../ledger/ledger.ts'

/** A ride from before this start may have been stored, and the gate never opened. */
const BEFORE_START_MS = 60_000

interface RepeatsDeps {
  readonly ledger: Pick<Ledger, 'riders' | 'journal'>
  readonly terms: Pick<StationTerms, 'rules' | 'sameRideMs'>
  readonly clock: Clock
}

/**
 * A card that is held there again soon is the same passenger, who took it away before the gate
 * opened: the same ride, not another one.
 */
export interface Repeats {
  /** The ride that a card has just taken; undefined when this is another one. */
  of(card: Address, at: number): Promise<Ride | undefined>
  /** A ride was taken. */
  note(ride: Ride, at: number): Ride
}

export function createRepeats({ ledger, terms, clock }: RepeatsDeps): Repeats {
  const startedAt = clock.now()
  const isSoon = (then: number, now: number): boolean => then <= now && now - then < terms.sameRideMs
  const recent = new Map<Address, { readonly ride: Ride; readonly at: number }>()

  function forgetOld(at: number): void {
    for (const [card, each] of recent) {
      if (isSoon(each.at, at)) return
      recent.delete(card)
    }
  }

  /** What the journal has of it, when this program has not seen it itself. */
  async function beforeStart(card: Address, at: number): Promise<Ride | undefined> {
    const { last, paid, day } = ledger.riders.of(card)
    if (!last || last.at > startedAt || last.at > at || at - last.at >= BEFORE_START_MS) return undefined
    const [entry] = await ledger.journal.since(last.seq - 1, 1)
    const ride = entry && rideOf(entry)
    if (!ride) return undefined
    const { untilCap } = fareOf(
      { ...terms.rules, fare: 0n },
      { day, paid, transferFrom: null, passes: [] },
      at,
    )
    return {
      card,
      reason: ride.fact.reason,
      paid: ride.paid,
      goodUntil: ride.fact.goodUntil,
      untilCap,
      entry,
    }
  }

  return {
    async of(card, at) {
      const known = recent.get(card)
      if (known) return isSoon(known.at, at) ? known.ride : undefined
      return beforeStart(card, at)
    },
    note(ride, at) {
      forgetOld(at)
      recent.delete(ride.card)
      recent.set(ride.card, { ride, at })
      return ride
    },
  }
}

function rideOf({ fact }: JournalEntry): { readonly fact: RideFact; readonly paid: bigint } | undefined {
  if (fact.type === 'ridden') return { fact: fact.ride, paid: 0n }
  if (fact.type !== 'accepted' || !fact.payment.ride) return undefined
  return { fact: fact.payment.ride, paid: fact.payment.order?.total ?? fact.payment.authorization.value }
}
