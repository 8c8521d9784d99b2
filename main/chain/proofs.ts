import type { TransactionOutcome } from '#src/chain/port.ts'
import type { Address } from '#src/payment/address.ts'
import type { Hex } from '#src/payment/hex.ts'
import type { AcceptedPayment, Proof } from '#src/payment/record.ts'
import { AUTHORIZATION_USED, leftSlot, slot, TRANSFER } from './abi.ts'
import type { Log, Receipt } from './answers.ts'

/** An account as an indexed event parameter. */
export const accountTopic = (address: Address): Hex => `0x${leftSlot(address)}`

/**
 * The proofs in one transaction's logs. A batch is mined with success even when each of its
 * payments failed, and a nonce's flag is also set when it paid somebody else. Only the pair tells:
 * AuthorizationUsed(from, nonce) and, as the very next log, Transfer(from, to, value), both by the token.
 */
export function outcomeOf(
  receipt: Receipt,
  token: Address,
  payments: readonly AcceptedPayment[],
): TransactionOutcome {
  const byNonce = new Map(payments.map((payment) => [payment.authorization.nonce, payment]))
  const logs = new Map(
    receipt.logs.filter(({ address }) => address === token).map((log) => [log.logIndex, log]),
  )
  const proofs = new Map<Hex, Proof>()
  for (const used of logs.values()) {
    const payment = byNonce.get(nonceUsed(used))
    const next = logs.get(used.logIndex + 1)
    if (payment && next && isUseOf(payment, used) && isTransferOf(payment, next))
      proofs.set(payment.authorization.nonce, proofAt(receipt, used))
  }
  const { blockHash, blockNumber, gasUsed } = receipt
  return { blockHash, blockNumber, gasUsed, proofs }
}

const nonceUsed = (log: Log): Hex => log.topics[2] ?? '0x'

const isUseOf = ({ authorization }: AcceptedPayment, { topics }: Log): boolean =>
  topics[0] === AUTHORIZATION_USED &&
  topics[1] === accountTopic(authorization.from) &&
  topics[2] === authorization.nonce

const isTransferOf = ({ authorization }: AcceptedPayment, { topics, data }: Log): boolean =>
  topics[0] === TRANSFER &&
  topics[1] === accountTopic(authorization.from) &&
  topics[2] === accountTopic(authorization.to) &&
  data === `0x${slot(authorization.value)}`

const proofAt = ({ blockHash, blockNumber, transactionHash }: Receipt, { logIndex }: Log): Proof => ({
  txHash: transactionHash,
  blockHash,
  blockNumber,
  logIndex,
})
