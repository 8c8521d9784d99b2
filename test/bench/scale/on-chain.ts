import { z } from 'zod'
import type { World } from '#simulator/world.ts'
import type { Hex } from '#src/payment/hex.ts'
import type { AcceptedPayment } from '#src/payment/record.ts'

/** What a bookkeeper finds in the chain's logs for a list of payments. */
export interface ChainBooks {
  /** Payments that are not there. */
  readonly lost: number
  /** Payments that are there more than once. */
  readonly doubled: number
  readonly transactions: number
  readonly gasPerPayment: number
}

const receiptSchema = z.object({ gasUsed: z.string().transform(Number) })

export async function booksOf(world: World, payments: readonly AcceptedPayment[]): Promise<ChainBooks> {
  const wanted = new Set(payments.map(({ authorization }) => authorization.nonce))
  const paid = (await world.paidOnChain()).filter(({ nonce }) => wanted.has(nonce))
  const hashes = new Set(paid.map(({ txHash }) => txHash))
  const found = new Set(paid.map(({ nonce }) => nonce)).size
  return {
    lost: payments.length - found,
    doubled: paid.length - found,
    transactions: hashes.size,
    gasPerPayment: Math.round((await gasOf(world, hashes)) / Math.max(1, found)),
  }
}

async function gasOf(world: World, hashes: ReadonlySet<Hex>): Promise<number> {
  let gas = 0
  for (const hash of hashes)
    gas += receiptSchema.parse(await world.chain.ask('eth_getTransactionReceipt', hash)).gasUsed
  return gas
}
