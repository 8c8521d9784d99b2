import type { ChainHead, GasAccount, SignedTransaction } from '#src/chain/port.ts'
import type { Fact } from '#src/journal/entry.ts'
import type { Hex } from '#src/payment/hex.ts'
import type { Payment } from '#src/payment/record.ts'

interface Submitted {
  readonly account: GasAccount
  readonly accountNonce: number
  readonly payments: readonly Payment[]
  /** Voided payments whose cancellations it carries instead. */
  readonly cancels?: readonly Hex[]
  readonly head: ChainHead
}

/** The fact of a signed batch, to be journaled before it is sent. */
export const submittedFact = (
  { hash, raw }: SignedTransaction,
  { account, accountNonce, payments, cancels = [], head }: Submitted,
): Fact => ({
  type: 'submitted',
  batch: {
    hash,
    raw,
    account: account.address,
    accountNonce,
    payments: payments.map((payment) => payment.id),
    ...(cancels.length > 0 && { cancels: [...cancels] }),
    signedAtBlock: head.blockNumber,
  },
})
