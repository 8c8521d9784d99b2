import { z } from 'zod'
import { systemClock } from '#drivers/system-clock.ts'
import { accountOf } from '#main/chain/account.ts'
import { createSettlementChain } from '#main/chain/settlement-chain.ts'
import { TEST_KEYS } from '#simulator/chain/test-keys.ts'
import { MULTICALL3 } from '#simulator/chain/token.ts'
import { until } from '#simulator/until.ts'
import type { World } from '#simulator/world.ts'
import { signedPayment, testKey } from '../fakes/payment.ts'

const SIZES = [1, 10, 100] as const
const receiptSchema = z.object({ gasUsed: z.string().transform(Number) }).nullable()

/** Gas a payment costs in batches of each size: payers who have not paid before, a merchant who has money. */
export async function measureGas(world: World): Promise<Record<(typeof SIZES)[number], number>> {
  const domain = world.token.domain
  const chain = createSettlementChain({
    rpcUrls: [world.chain.rpcUrl],
    requestTimeoutMs: 10_000,
    domain,
    multicall: MULTICALL3,
    clock: systemClock,
  })
  const account = accountOf(TEST_KEYS[9])
  const figures = { 1: 0, 10: 0, 100: 0 }
  let payer = 10_000
  for (const size of SIZES) {
    const payments = Array.from({ length: size }, () => {
      payer += 1
      return signedPayment({ key: testKey(payer), to: world.merchant, domain, receiptNumber: payer })
    })
    for (const { authorization } of payments) await world.token.fund(authorization.from, 5_000_000n)
    const nonce = await chain.minedNonce(account.address)
    if (!nonce.ok) throw new Error(nonce.error.code)
    const signed = await chain.signBatch(payments, account, { accountNonce: nonce.value })
    if (!signed.ok) throw new Error(signed.error.code)
    await chain.broadcast(signed.value.raw)
    const receipt = await until('the batch is mined', async () => {
      const answer = await world.chain.ask('eth_getTransactionReceipt', signed.value.hash)
      return receiptSchema.parse(answer) ?? undefined
    })
    figures[size] = Math.round(receipt.gasUsed / size)
  }
  return figures
}
