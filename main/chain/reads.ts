import type { z } from 'zod'
import type { RpcFault } from '#src/chain/port.ts'
import type { Address } from '#src/payment/address.ts'
import type { Hex } from '#src/payment/hex.ts'
import type { Result } from '#src/result.ts'
import { BALANCE_OF, leftSlot } from './abi.ts'
import { blockSchema, quantitySchema, receiptSchema } from './answers.ts'
import type { Call } from './json-rpc.ts'

/** A question to whichever node answers. */
export type Read = <T>(call: Call<T>) => Promise<Result<T, RpcFault>>

export const latestBlockCall: Call<z.output<typeof blockSchema>> = {
  method: 'eth_getBlockByNumber',
  params: ['latest', false],
  answer: blockSchema,
}

export const finalizedBlockCall: Call<z.output<typeof blockSchema>> = {
  method: 'eth_getBlockByNumber',
  params: ['finalized', false],
  answer: blockSchema,
}

export const blockCall = (height: number) => ({
  method: 'eth_getBlockByNumber',
  params: [`0x${height.toString(16)}`, false],
  answer: blockSchema.nullable(),
})

/** Wei. */
export const balanceCall = (account: Address) => ({
  method: 'eth_getBalance',
  params: [account, 'latest'],
  answer: quantitySchema,
})

/** Units of the token (ERC-20). */
export const tokenBalanceCall = (token: Address, account: Address) => ({
  method: 'eth_call',
  params: [{ to: token, data: `${BALANCE_OF}${leftSlot(account)}` }, 'latest'],
  answer: quantitySchema,
})

/** Null while the transaction is not mined. */
export const receiptCall = (txHash: Hex) => ({
  method: 'eth_getTransactionReceipt',
  params: [txHash],
  answer: receiptSchema.nullable(),
})
