import type { ChainHead, GasAccount, SignedTransaction } from '#src/chain/port.ts'
import type { Fact } from '#src/journal/entry.ts'
import type { Payment } from '#src/payment/record.ts'

interface Submitted {
  readonly account: GasAccount
  readonly accountNonce: number
  readonly payments: readonly Payment[]
  readonly head: ChainHead
}

/** The fact of a signed batch, to be journaled before it is sent. */
export const submittedFact = (
  { hash, raw }: SignedTransaction,
  { account, accountNonce, payments, head }: Submitted,
): Fact => ({
  type: 'submitted',
  batch: {
    hash,
    raw,
    account: account.address,
    accountNonce,
    payments: payments.map((payment) => payment.id),
    signedAtBlock: head.blockNumber,
  },
})
