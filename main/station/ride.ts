import type { PaymentCard, SelectCard } from '#src/device/card.ts'
import type { CardInField } from '#src/device/reader.ts'
import type { ErrorCode } from '#src/errors/codes.ts'
import type { Ride } from '#src/ipc/station.ts'
import type { JournalEntry } from '#src/journal/entry.ts'
import { type Address, addressOf } from '#src/payment/address.ts'
import { fail, ok, type Result } from '#src/result.ts'
import { type Fare, fareOf } from '#src/station/fare.ts'
import type { RideFact } from '#src/station/ride.ts'
import type { Clock } from '#src/time/clock.ts'
import { type ChallengeDeps, challengeCard } from '../crypto/challenge.ts'
import type { ReaderService } from '../devices/reader.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { DenyLists } from '../risk/deny-lists.ts'
import type { SaleDesk } from '../sale/sale.ts'
import { debtText } from './debt.ts'
import { type FareDeps, fareOrder } from './fare-order.ts'
import { createRepeats } from './repeats.ts'

export interface RideDeps extends ChallengeDeps, FareDeps {
  readonly reader: Pick<ReaderService, 'waitForCard' | 'markPaid'>
  readonly selectCard: SelectCard
  readonly ledger: Pick<Ledger, 'riders' | 'record' | 'payment' | 'journal'>
  readonly desk: Pick<SaleDesk, 'leave' | 'charge'>
  readonly denied: Pick<DenyLists, 'has'>
  /** Somebody else wants the card that lies on the reader. */
  readonly isBusy: () => boolean
  readonly clock: Clock
}

/** The gate: one call of `ride` is one tap. */
export interface Gate {
  ride(): Promise<Result<Ride>>
  /** Ends the wait; false when a card was found, and its answer comes. */
  stop(): boolean
  /** Ends the wait, and lets a card that was found ride first. */
  clear(): Promise<void>
}

/** What a card signs that rides for nothing: an address alone can be copied. */
export const PURPOSE = 'Tapsyr: ride, version 1'

export function createGate(deps: RideDeps): Gate {
  const { reader, desk } = deps
  const letRide = createRiding(deps)
  let waiting: AbortController | undefined
  /** A card lies there and is dealt with. */
  let isReading = false
  let turn = 0
  /** The last tap, until what it has come to is told. */
  let last: Promise<unknown> = Promise.resolve()

  function stop(): boolean {
    waiting?.abort()
    waiting = undefined
    return !isReading
  }

  async function clear(): Promise<void> {
    stop()
    await last
  }

  async function tap(cancel: AbortController): Promise<Result<Ride>> {
    const found = await reader.waitForCard(cancel.signal)
    if (waiting === cancel) waiting = undefined
    if (!found.ok) return found
    if (cancel.signal.aborted) {
      await found.value.release()
      return fail('SALE_CANCELLED')
    }
    isReading = true
    const ridden = await rideIn(found.value)
    isReading = false
    void found.value.release()
    // It must leave before the reader takes it again: nobody pays twice by forgetting a card.
    if (ridden.ok || !MAY_COME_BACK.has(ridden.error.code)) reader.markPaid()
    return ridden
  }

  async function rideIn(field: CardInField): Promise<Result<Ride>> {
    const card = await deps.selectCard(field)
    return card.ok ? letRide(card.value) : card
  }

  return {
    async ride() {
      // Whoever asks anew has no use for the answer to an older wait.
      turn += 1
      const mine = turn
      await clear()
      if (mine !== turn) return fail('SALE_CANCELLED')
      if (deps.isBusy() || !desk.leave()) return fail('TERMINAL_BUSY')
      const cancel = new AbortController()
      waiting = cancel
      const tapped = tap(cancel)
      last = tapped
      return tapped
    },
    stop,
    clear,
  }
}

/** What a card may be held there again for, without having been away. */
const MAY_COME_BACK: ReadonlySet<ErrorCode> = new Set([
  'CARD_LEFT_EARLY',
  'LINK_CLOSED',
  'READER_SILENT',
  'READER_FAULT',
])

/** What becomes of a card that lies there: who it is, what it owes, what the ride costs, and the proof. */
function createRiding(deps: RideDeps): (card: PaymentCard) => Promise<Result<Ride>> {
  const { ledger, denied, clock, terms } = deps
  const repeats = createRepeats(deps)

  async function charge(card: PaymentCard, fare: Fare, ride: RideFact): Promise<Result<JournalEntry>> {
    const order = fareOrder(deps, fare.amount)
    if (!order.ok) return order
    const accepted = await deps.desk.charge(card, { ...order.value, ride })
    return accepted.ok ? ok(accepted.value.entry) : accepted
  }

  async function letThrough(card: PaymentCard, address: Address, ride: RideFact) {
    const proven = await challengeCard(deps, card, PURPOSE)
    return proven.ok ? ledger.record({ type: 'ridden', card: address, ride }) : proven
  }

  return async (card) => {
    const address = addressOf(card.publicKey)
    const at = clock.now()
    if (denied.has(address)) return fail('CARD_DENIED')
    const again = await repeats.of(address, at)
    if (again) {
      const proven = await challengeCard(deps, card, PURPOSE)
      return proven.ok ? ok(again) : proven
    }
    const debts = ledger.riders.debtsOf(address).flatMap((id) => ledger.payment(id) ?? [])
    if (debts.length > 0) return fail('DEBT_OWED', debtText(debts))
    const fare = fareOf(terms.rules, ledger.riders.of(address), at)
    const { reason, amount, day, untilCap, goodUntil } = fare
    const ride: RideFact = { reason, at, day, goodUntil }
    const entry = await (amount === 0n ? letThrough(card, address, ride) : charge(card, fare, ride))
    if (!entry.ok) return entry
    return ok(
      repeats.note({ card: address, reason, paid: amount, untilCap, goodUntil, entry: entry.value }, at),
    )
  }
}
