import { z } from 'zod'
import type { IncomingTransfer } from '#src/chain/port.ts'
import type { Address } from '#src/payment/address.ts'
import { TRANSFER } from './abi.ts'
import { type FoundLog, foundLogSchema, type Receipt } from './answers.ts'
import { accountTopic } from './proofs.ts'

/** Who was paid, in which token. */
export interface TransfersOf {
  readonly token: Address
  readonly payee: Address
}

/** The amount is no topic: it is looked at in the answer. */
export const transfersCall = (
  { token, payee }: TransfersOf,
  { from, to }: { readonly from: number; readonly to: number },
) => ({
  method: 'eth_getLogs',
  params: [
    {
      address: token,
      topics: [TRANSFER, null, accountTopic(payee)],
      fromBlock: `0x${from.toString(16)}`,
      toBlock: `0x${to.toString(16)}`,
    },
  ],
  answer: z.array(foundLogSchema),
})

/** The transfers among logs. What does not fit is left out, whatever a node says that it had searched for. */
export const transfersIn = (logs: readonly FoundLog[], of: TransfersOf): IncomingTransfer[] =>
  logs.flatMap((log) => transferIn(log, of) ?? [])

export const transfersInReceipt = (receipt: Receipt, of: TransfersOf): IncomingTransfer[] => {
  const { blockHash, blockNumber } = receipt
  return transfersIn(
    receipt.logs.map((log) => ({ ...log, blockHash, blockNumber })),
    of,
  )
}

const UINT256 = /^0x[0-9a-f]{64}$/
const ADDRESS_TOPIC = /^0x0{24}[0-9a-f]{40}$/

function transferIn(log: FoundLog, { token, payee }: TransfersOf): IncomingTransfer | undefined {
  const [event, from = '0x', to] = log.topics
  const isTransfer = log.address === token && event === TRANSFER && to === accountTopic(payee)
  if (!isTransfer || !ADDRESS_TOPIC.test(from) || !UINT256.test(log.data)) return undefined
  const { transactionHash: txHash, blockHash, blockNumber, logIndex } = log
  return {
    payer: `0x${from.slice(-40)}`,
    value: BigInt(log.data),
    proof: { txHash, blockHash, blockNumber, logIndex },
  }
}
