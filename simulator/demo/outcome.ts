import type { Hex } from '#src/payment/hex.ts'
import type { Payment } from '#src/payment/record.ts'
import type { PaidOnChain } from '../paid-on-chain.ts'

/** What the story comes to, once it is over. */
export interface Evidence {
  /** By the terminal's own journal. */
  readonly payments: readonly Payment[]
  /** Receipt numbers that a customer was told "accepted" for. */
  readonly promised: readonly string[]
  /** By the chain's logs, repetitions included. */
  readonly paid: readonly PaidOnChain[]
  readonly merchantBefore: bigint
  readonly merchantAfter: bigint
}

export interface Outcome {
  /** Accepted, but not paid by the chain. */
  readonly lost: number
  /** Paid more than once by the chain. */
  readonly doubled: number
  readonly batches: readonly Hex[]
  /** The merchant has as much more as the receipts say, to the smallest unit. */
  readonly balances: boolean
  readonly good: boolean
}

export function judge(evidence: Evidence): Outcome {
  const { payments, promised, paid, merchantBefore, merchantAfter } = evidence
  const timesPaid = (p: Payment): number => paid.filter((on) => isFor(on, p)).length
  const unknown = promised.filter((receipt) => !payments.some((p) => p.receipt === receipt)).length
  const lost = unknown + payments.filter((p) => timesPaid(p) === 0).length
  const doubled = payments.filter((p) => timesPaid(p) > 1).length
  const batches = [...new Set(paid.map((on) => on.txHash))]
  const sum = payments.reduce((total, p) => total + p.authorization.value, 0n)
  const balances = merchantAfter - merchantBefore === sum && paid.length === payments.length
  const settled = payments.length > 0 && payments.every((p) => p.state === 'settled')
  const good = lost === 0 && doubled === 0 && batches.length === 1 && balances && settled
  return { lost, doubled, batches, balances, good }
}

const isFor = (on: PaidOnChain, { authorization }: Payment): boolean =>
  on.from === authorization.from && on.nonce === authorization.nonce && on.value === authorization.value
