import { z } from 'zod'
import { hexSchema } from '#src/payment/record.ts'

/** Bytes in an answer: some nodes write addresses with capital letters, we compare in lower case. */
export const bytesSchema = (bytes?: number) => z.string().toLowerCase().pipe(hexSchema(bytes))

/** A QUANTITY of the Ethereum JSON-RPC specification, at most a uint256. */
export const quantitySchema = z
  .string()
  .regex(/^0x[0-9a-fA-F]{1,64}$/)
  .transform(BigInt)

/** A QUANTITY that counts: heights, indexes, nonces, seconds. */
export const countSchema = quantitySchema
  .refine((value) => value <= BigInt(Number.MAX_SAFE_INTEGER))
  .transform(Number)

export const blockSchema = z.object({
  number: countSchema,
  hash: bytesSchema(32),
  timestamp: countSchema,
  /** Wei; every chain with EIP-1559 has it. */
  baseFeePerGas: quantitySchema,
  gasLimit: quantitySchema,
})

export const logSchema = z.object({
  address: bytesSchema(20),
  topics: z.array(bytesSchema(32)),
  data: bytesSchema(),
  logIndex: countSchema,
  transactionHash: bytesSchema(32),
})
export type Log = z.output<typeof logSchema>

/** A log as a search gives it; nodes leave the block out of those that are not mined, which nobody asks for. */
export const foundLogSchema = logSchema.extend({ blockHash: bytesSchema(32), blockNumber: countSchema })
export type FoundLog = z.output<typeof foundLogSchema>

export const receiptSchema = z.object({
  transactionHash: bytesSchema(32),
  blockHash: bytesSchema(32),
  blockNumber: countSchema,
  gasUsed: quantitySchema,
  logs: z.array(logSchema),
})
export type Receipt = z.output<typeof receiptSchema>
