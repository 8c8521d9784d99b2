import type { AuthorizationFate, RpcFault } from '#src/chain/port.ts'
import type { Address } from '#src/payment/address.ts'
import type { AcceptedPayment, Proof } from '#src/payment/record.ts'
import { fail, ok, type Result } from '#src/result.ts'
import { toUnixSeconds } from '#src/time/clock.ts'
import { AUTHORIZATION_CANCELED, AUTHORIZATION_USED } from './abi.ts'
import type { FoundLog } from './answers.ts'
import { newestLog } from './log-search.ts'
import { accountTopic, outcomeOf } from './proofs.ts'
import { type Read, receiptCall } from './reads.ts'

export interface FateQuestion {
  readonly read: Read
  readonly token: Address
  readonly payment: AcceptedPayment
  readonly fromBlock: number
}

/** An authorization does not exist before its acceptance; a terminal's clock may be wrong by so much. */
const CLOCK_ALLOWANCE = 24 * 3600

/** What became of an authorization: the one log that ended it, then that log's neighbour. */
export async function authorizationFate({
  read,
  token,
  payment,
  fromBlock,
}: FateQuestion): Promise<Result<AuthorizationFate, RpcFault>> {
  const { from, nonce } = payment.authorization
  const end = await newestLog({
    read,
    address: token,
    topics: [[AUTHORIZATION_USED, AUTHORIZATION_CANCELED], accountTopic(from), nonce],
    fromBlock,
    notBefore: toUnixSeconds(payment.acceptedAt) - CLOCK_ALLOWANCE,
  })
  if (!end.ok) return end
  if (!end.value) return ok({ kind: 'unused' })
  const spent = { kind: 'spent', proof: proofOf(end.value) } as const
  if (end.value.topics[0] !== AUTHORIZATION_USED) return ok(spent)

  const receipt = await read(receiptCall(end.value.transactionHash))
  if (!receipt.ok) return receipt
  // The chain was reorganised between the two questions: neither answer holds any more.
  if (!receipt.value) return fail('RPC_ANSWER_INVALID', `no receipt for ${end.value.transactionHash}`)
  const proof = outcomeOf(receipt.value, token, [payment]).proofs.get(nonce)
  return ok(proof ? { kind: 'paid', proof } : spent)
}

const proofOf = ({ transactionHash: txHash, blockHash, blockNumber, logIndex }: FoundLog): Proof => ({
  txHash,
  blockHash,
  blockNumber,
  logIndex,
})
