import type { Batch } from '#src/journal/entry.ts'
import type { Address } from '#src/payment/address.ts'
import type { Hex } from '#src/payment/hex.ts'
import { isSigned, type SignedPayment } from '#src/payment/record.ts'
import type { SettlementLedger } from './deps.ts'

/**
 * One account nonce and every transaction that was signed for it, the oldest first. Each outbids
 * the one before it, so at most one of them can ever land, and any of them may.
 */
export interface Slot {
  readonly account: Address
  readonly accountNonce: number
  readonly attempts: readonly [Batch, ...Batch[]]
  /** Those of its payments that are not yet seen on the chain. */
  readonly payments: readonly SignedPayment[]
}

/** The slots that something may still come of, by account, lowest nonce first. */
export function lanesOf(ledger: SettlementLedger): Slot[][] {
  const slots = new Map<string, Slot>()
  for (const batch of ledger.batches()) {
    const { account, accountNonce } = batch
    const place = placeOf(batch)
    const attempts = slots.get(place)?.attempts
    slots.set(place, {
      account,
      accountNonce,
      attempts: attempts ? [...attempts, batch] : [batch],
      payments: [],
    })
  }
  for (const payment of ledger.onTheirWay()) {
    if (payment.state !== 'submitted' || !isSigned(payment)) continue
    const batch = ledger.batch(payment.batch ?? '0x')
    const slot = batch && slots.get(placeOf(batch))
    if (slot) slots.set(placeOf(slot), { ...slot, payments: [...slot.payments, payment] })
  }
  const lanes = new Map<Address, Slot[]>()
  for (const slot of slots.values()) lanes.set(slot.account, [...(lanes.get(slot.account) ?? []), slot])
  return [...lanes.values()].map((lane) => lane.sort((a, b) => a.accountNonce - b.accountNonce))
}

/** Submitted payments whose transaction was lost with a damaged journal: only the token can tell. */
export const orphansOf = (ledger: SettlementLedger): SignedPayment[] =>
  ledger
    .onTheirWay()
    .filter(isSigned)
    .filter(({ state, batch }) => state === 'submitted' && !ledger.batch(batch ?? '0x'))

/** The last word on a slot: what is sent again and what must be outbid. */
export const newestOf = ({ attempts }: Slot): Batch => attempts.at(-1) ?? attempts[0]

/** A transaction of no payments, or one that may still pay. */
export const isOpen = (slot: Slot): boolean =>
  slot.payments.length > 0 || newestOf(slot).payments.length === 0

/** The height from which a slot's payments can be in the logs, less what a reorganisation can move. */
export const searchStart = ({ attempts }: Slot, margin: number): number =>
  Math.max(0, Math.min(...attempts.map((batch) => batch.signedAtBlock)) - margin)

/**
 * The first nonce of an account that no transaction of ours may still use. The first, not the
 * highest: when a reorganisation frees one below a pending batch, that batch waits until it is taken.
 */
export function freeNonce(ledger: SettlementLedger, account: Address, mined: number): number {
  const taken = new Set(
    ledger.batches().flatMap((batch) => (batch.account === account ? batch.accountNonce : [])),
  )
  let next = mined
  while (taken.has(next)) next += 1
  return next
}

const placeOf = ({ account, accountNonce }: { account: Hex; accountNonce: number }): string =>
  `${account} ${accountNonce}`
