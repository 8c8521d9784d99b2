import type { JournalEntry } from '#src/journal/entry.ts'
import type { Hex } from '#src/payment/hex.ts'
import { isRefund, isSigned, type Payment } from '#src/payment/record.ts'
import type { Clock } from '#src/time/clock.ts'
import type { HandedStep } from './cursor.ts'

/** Which payments are left to the fleet for now. */
export interface HandOver {
  /** The terminal does not settle it: the fleet has it, and its lease is not over. */
  isHeld(id: Hex): boolean
  /** The steps with those in addition that the fleet has taken now. */
  stepsWith(taken: readonly JournalEntry[]): readonly HandedStep[]
  /** The fleet has them in a transaction: their lease begins anew. */
  lasts(ids: readonly Hex[]): void
  /** They are the terminal's again. */
  ends(ids: readonly Hex[]): void
}

export interface HandOverParts {
  readonly payment: (id: Hex) => Payment | undefined
  readonly steps: () => readonly HandedStep[]
  readonly clock: Clock
  readonly leaseMs: number
  /** How long before its end a payment is the terminal's whatever the fleet does. */
  readonly alarmMs: number
  /** Whether this disk has forgotten a void of it is not known yet. */
  readonly isUnsure: (payment: Payment) => boolean
  /** Entries are on their way to the fleet just now: one that is not there yet will be in a moment. */
  readonly isForwarding: () => boolean
}

/** So many steps make a lease: memory and file stay small whatever a terminal sells. */
const STEPS = 10

interface Exception {
  readonly held: boolean
  /** Until when it counts; then the step does, whose lease is over by then. */
  readonly until: number
}

export function createHandOver(parts: HandOverParts): HandOver {
  const { payment: find, steps, clock, leaseMs, alarmMs, isUnsure, isForwarding } = parts
  const exceptions = new Map<Hex, Exception>()

  // A clock that was set to another day ends a lease; it never makes one longer than it is.
  const lasts = (since: number) => Math.abs(clock.now() - since) < leaseMs

  function except(ids: readonly Hex[], held: boolean): void {
    const now = clock.now()
    for (const [id, { until }] of exceptions) if (now >= until) exceptions.delete(id)
    for (const id of ids) exceptions.set(id, { held, until: now + leaseMs })
  }

  return {
    isHeld(id) {
      const payment = find(id)
      if (!payment || !isHandedOver(payment)) return false
      if (payment.authorization.validBefore * 1000 - alarmMs <= clock.now()) return false
      if (isUnsure(payment)) return true
      const exception = exceptions.get(id)
      if (exception && lasts(exception.until - leaseMs)) return exception.held
      const step = steps().find(({ receipt }) => receipt >= payment.receiptNumber)
      return step ? lasts(step.at) : isForwarding()
    },
    stepsWith(taken) {
      const receipts = taken.flatMap(({ fact }) =>
        fact.type === 'accepted' ? fact.payment.receiptNumber : [],
      )
      if (receipts.length === 0) return steps()
      const now = clock.now()
      const before = withoutOld(steps(), lasts)
      const last = before.at(-1)
      const receipt = Math.max(last?.receipt ?? 0, ...receipts)
      const isSameStep = last !== undefined && Math.abs(now - last.at) < leaseMs / STEPS
      return isSameStep
        ? [...before.slice(0, -1), { receipt, at: last.at }]
        : [...before, { receipt, at: now }]
    },
    lasts: (ids) => except(ids, true),
    ends: (ids) => except(ids, false),
  }
}

/** A settler takes what a card or a wallet has signed for this terminal: no refunds, nothing of another terminal. */
const isHandedOver = (payment: Payment): boolean =>
  isSigned(payment) && !isRefund(payment) && payment.rescuedFrom === null

/** Of the steps whose lease is over the last one stays: it tells where the next one begins. */
function withoutOld(steps: readonly HandedStep[], lasts: (since: number) => boolean): readonly HandedStep[] {
  const first = steps.findIndex(({ at }) => lasts(at))
  return first < 0 ? steps.slice(-1) : steps.slice(Math.max(0, first - 1))
}
