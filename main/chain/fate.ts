import { z } from 'zod'
import type { AuthorizationFate, RpcFault } from '#src/chain/port.ts'
import type { Address } from '#src/payment/address.ts'
import type { AcceptedPayment } from '#src/payment/record.ts'
import { fail, ok, type Result } from '#src/result.ts'
import { AUTHORIZATION_CANCELED, AUTHORIZATION_USED } from './abi.ts'
import { logSchema } from './answers.ts'
import { accountTopic, outcomeOf } from './proofs.ts'
import { type Read, receiptCall } from './reads.ts'

export interface FateQuestion {
  readonly read: Read
  readonly token: Address
  readonly payment: AcceptedPayment
  readonly fromBlock: number
}

/** What became of an authorization: the one log that ended it, then that log's neighbour. */
export async function authorizationFate(
  question: FateQuestion,
): Promise<Result<AuthorizationFate, RpcFault>> {
  const { read, token, payment } = question
  const logs = await read(endOf(question))
  if (!logs.ok) return logs
  const [end] = logs.value
  if (!end) return ok({ kind: 'unused' })
  if (end.topics[0] !== AUTHORIZATION_USED) return ok({ kind: 'spent' })

  const receipt = await read(receiptCall(end.transactionHash))
  if (!receipt.ok) return receipt
  // The chain was reorganised between the two questions: neither answer holds any more.
  if (!receipt.value) return fail('RPC_ANSWER_INVALID', `no receipt for ${end.transactionHash}`)
  const proof = outcomeOf(receipt.value, token, [payment]).proofs.get(payment.authorization.nonce)
  return ok(proof ? { kind: 'paid', proof } : { kind: 'spent' })
}

const endOf = ({ token, payment, fromBlock }: FateQuestion) => ({
  method: 'eth_getLogs',
  params: [
    {
      address: token,
      fromBlock: `0x${fromBlock.toString(16)}`,
      toBlock: 'latest',
      topics: [
        [AUTHORIZATION_USED, AUTHORIZATION_CANCELED],
        accountTopic(payment.authorization.from),
        payment.authorization.nonce,
      ],
    },
  ],
  answer: z.array(logSchema).max(1), // a nonce ends once
})
