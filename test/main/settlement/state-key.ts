import type { Batch } from '#src/journal/entry.ts'
import type { Hex } from '#src/payment/hex.ts'
import { type AcceptedPayment, isRefund, isSigned } from '#src/payment/record.ts'
import type { FakeChain, TransactionView } from '../../fakes/chain.ts'
import { CONFIRMATIONS, type Till } from './till.ts'

/** Refunds that are on their way or wait. */
const refundsOf = ({ ledger, known }: Till) =>
  known().flatMap((id) => {
    const payment = ledger.payment(id)
    return payment && isRefund(payment) && isSigned(payment) ? [payment] : []
  })

interface Watched {
  readonly chain: FakeChain
  readonly till: Till
  /** What the running program has seen waiting. */
  readonly waiting: Hex | undefined
}

/**
 * What the future depends on, without hashes and heights: two lives with the same key go on alike.
 * Where it says too little, a state is passed over that was none of those seen; where it says too
 * much, one is looked at twice.
 */
export function stateKey({ chain, till, waiting }: Watched, payments: readonly AcceptedPayment[]): string {
  const { height, baseFee, answerIsLost, accountNonces, transactions, logs } = chain.view()
  const indexOf = new Map(payments.map(({ authorization }, i) => [authorization.nonce, i]))
  const batches = till.ledger.batches()
  const batchIndex = new Map(batches.map(({ hash }, i) => [hash, i]))
  const byHash = new Map(transactions.map((each) => [each.transaction.hash, each]))
  const deep = (depth: number) => Math.min(depth, CONFIRMATIONS)

  const ofTransaction = ({ transaction: t, pending, depth }: TransactionView) => [
    t.accountNonce - (accountNonces.get(t.account) ?? 0),
    t.transfers.map(({ nonce }) => indexOf.get(nonce)),
    t.cancels.map(({ nonce }) => indexOf.get(nonce)),
    t.maxFee >= baseFee,
    Math.ceil(Math.log2(t.maxFee)),
    pending,
    deep(depth),
  ]
  const ofBatch = (batch: Batch) => {
    const sent = byHash.get(batch.hash)
    const age = Math.min(height - batch.signedAtBlock, CONFIRMATIONS)
    return [batch.cancels?.length, age, chain.broadcasts(batch.hash) > 0, sent && ofTransaction(sent)]
  }
  return JSON.stringify([
    baseFee,
    answerIsLost,
    waiting && batchIndex.get(waiting),
    payments.map((accepted) => {
      const payment = till.payment(accepted)
      const { proof } = payment ?? {}
      const use = logs.find(({ log }) => log.authorization.nonce === accepted.authorization.nonce)
      return [
        payment?.state,
        payment?.voided,
        payment?.givenBack?.toString(),
        till.ledger.returns().voids.some((each) => each.id === payment?.id && each.cancellation !== null),
        payment?.refusal,
        payment?.batch && (batchIndex.get(payment.batch) ?? 'forgotten'),
        proof && [proof.blockHash === use?.log.proof.blockHash, batchIndex.get(proof.txHash)],
        use && [use.log.transferred, deep(use.depth), batchIndex.get(use.log.proof.txHash)],
      ]
    }),
    refundsOf(till).map((refund) => [refund.state, refund.refusal, chain.timesPaid(refund)]),
    batches.map(ofBatch),
    transactions
      .filter(({ transaction, pending }) => pending && !batchIndex.has(transaction.hash))
      .map(ofTransaction),
  ])
}
