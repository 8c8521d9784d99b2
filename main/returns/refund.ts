import type { RefundWallet } from '#src/ipc/till.ts'
import type { JournalEntry } from '#src/journal/entry.ts'
import type { Address } from '#src/payment/address.ts'
import type { Hex } from '#src/payment/hex.ts'
import { isRefund, type Payment } from '#src/payment/record.ts'
import { isPaid } from '#src/payment/states.ts'
import { fail, ok, type Result } from '#src/result.ts'
import type { Person } from '#src/staff/person.ts'
import type { RefundAsk } from '#src/till/refund-ask.ts'
import { cappedUnits } from '#src/till/returns.ts'
import { askedOf } from '#src/till/till.ts'
import type { Clock } from '#src/time/clock.ts'
import type { RefundKey } from '../keys/refund-key.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { isSameToken } from '../sale/adopt.ts'
import type { Authorise } from './authorise.ts'
import { type RefundTerms, signRefund } from './sign-refund.ts'

export interface RefundDeps {
  readonly ledger: Ledger
  readonly authorise: Authorise
  readonly terms: RefundTerms
  /** Null where the configuration names no refund wallet. */
  readonly wallet: { readonly key: RefundKey; readonly caps: RefundCaps } | null
  /** A sale has drafted the next receipt's number. */
  readonly isSelling: () => boolean
  /** Of the token, on the chain. */
  readonly balanceOf: (account: Address) => Promise<Result<bigint>>
  readonly clock: Clock
}

/** In units of the token; above them a refund waits for the owner. */
export interface RefundCaps {
  readonly maxUnits: bigint
  readonly maxUnitsPerDay: bigint
}

interface Approved {
  readonly approvalPin?: string | undefined
}

/** Gives money back, by an authorization that is settled as any payment is. Needs no network. */
export interface RefundDesk {
  make(
    request: { readonly id: Hex; readonly units: bigint; readonly reason: string } & Approved,
  ): Promise<Result<{ kind: 'made' | 'asked'; entry: JournalEntry }>>
  /** The owner's word on a refund that waits. */
  decide(
    request: { readonly ask: number; readonly approve: boolean } & Approved,
  ): Promise<Result<{ entry: JournalEntry }>>
  wallet(): Promise<Result<RefundWallet | null>>
  /** Resolves when no refund is being written: the next receipt's number is certain then. */
  idle(): Promise<void>
}

export function createRefundDesk(deps: RefundDeps): RefundDesk {
  const { ledger, authorise, wallet, clock } = deps
  let last: Promise<unknown> = Promise.resolve()
  let balance: bigint | null = null

  /** Two at once would each give back what is there only once. */
  function alone<T>(task: () => Promise<T>): Promise<T> {
    const done = last.then(task)
    last = done.catch(() => undefined)
    return done
  }

  const leftToday = ({ maxUnitsPerDay }: RefundCaps): bigint => {
    const left = maxUnitsPerDay - cappedUnits(ledger.returns(), clock.now())
    return left > 0n ? left : 0n
  }

  async function give(
    payment: Payment,
    units: bigint,
    fact: { by: Person; approvedBy?: Person; ask?: number },
  ): Promise<Result<JournalEntry>> {
    if (!wallet) return fail('REFUND_WALLET_ABSENT')
    if (!isSameToken(payment.domain, deps.terms.domain)) return fail('TOKEN_WRONG')
    // Its number goes into the nonce, and an open sale has taken the next one.
    if (deps.isSelling()) return fail('TERMINAL_BUSY')
    const refund = signRefund({ ...deps, key: wallet.key }, payment, { units, by: fact.by })
    return refund.ok ? ledger.record({ type: 'refunded', refund: refund.value, ...fact }) : refund
  }

  return {
    async make({ id, units, reason, approvalPin }) {
      if (!wallet) return fail('REFUND_WALLET_ABSENT')
      const early = refundable(ledger, id, units)
      if (!early.ok) return early
      const allowed = await authorise('refund', approvalPin)
      if (!allowed.ok) return allowed
      return alone(async () => {
        const payment = refundable(ledger, id, units)
        if (!payment.ok) return payment
        if (units <= wallet.caps.maxUnits && units <= leftToday(wallet.caps)) {
          const entry = await give(payment.value, units, allowed.value)
          return entry.ok ? ok({ kind: 'made', entry: entry.value }) : entry
        }
        const { by } = allowed.value
        const ask: RefundAsk = { number: ledger.till().lastAsk + 1, returns: id, units, by, reason }
        const entry = await ledger.record({ type: 'refund-asked', ask })
        return entry.ok ? ok({ kind: 'asked', entry: entry.value }) : entry
      })
    },

    async decide({ ask: number, approve, approvalPin }) {
      const allowed = await authorise('approve-refund', approvalPin)
      if (!allowed.ok) return allowed
      return alone(async () => {
        const ask = ledger.till().asks.find((each) => each.number === number)
        if (!ask) return fail('REFUND_ASK_UNKNOWN')
        const { by: decidedBy, approvedBy = decidedBy } = allowed.value
        if (!approve)
          return entryOf(await ledger.record({ type: 'refund-denied', ask: number, by: approvedBy }))
        const payment = ledger.payment(ask.returns)
        if (!payment) return fail('PAYMENT_UNKNOWN')
        // What was asked for is set aside for it: it is not counted against itself.
        if (ask.units > leftOf(ledger, payment) + ask.units) return fail('REFUND_TOO_MUCH')
        if (!isPaid(payment.state)) return fail('REFUND_NOT_YET')
        return entryOf(await give(payment, ask.units, { by: ask.by, approvedBy, ask: number }))
      })
    },

    async wallet() {
      const address = wallet?.key.address()
      if (!wallet || !address) return ok(null)
      if (!address.ok) return address
      const seen = await deps.balanceOf(address.value)
      if (seen.ok) balance = seen.value
      const { maxUnits } = wallet.caps
      return ok({ address: address.value, maxUnits, leftToday: leftToday(wallet.caps), balance })
    },

    async idle() {
      await last
    },
  }
}

const entryOf = (entry: Result<JournalEntry>): Result<{ entry: JournalEntry }> =>
  entry.ok ? ok({ entry: entry.value }) : entry

/** The payment, when so much of it can be given back now. */
function refundable(ledger: Ledger, id: Hex, units: bigint): Result<Payment> {
  const payment = ledger.payment(id)
  if (!payment || isRefund(payment)) return fail('PAYMENT_UNKNOWN')
  if (!isPaid(payment.state)) return fail('REFUND_NOT_YET')
  return units > 0n && units <= leftOf(ledger, payment) ? ok(payment) : fail('REFUND_TOO_MUCH')
}

/** What was paid, less what was given back and what is asked for; below zero when blocks were taken back. */
const leftOf = (ledger: Ledger, { id, authorization, givenBack = 0n }: Payment): bigint =>
  authorization.value - givenBack - askedOf(ledger.till(), id)
