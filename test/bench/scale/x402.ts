import { x402Facilitator } from '@x402/core/facilitator'
import type { PaymentPayload, PaymentRequirements } from '@x402/core/types'
import { toFacilitatorEvmSigner } from '@x402/evm'
import { ExactEvmScheme } from '@x402/evm/exact/facilitator'
import { createWalletClient, defineChain, http, publicActions } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { z } from 'zod'
import { TEST_KEYS } from '#simulator/chain/test-keys.ts'
import type { World } from '#simulator/world.ts'
import type { AcceptedPayment } from '#src/payment/record.ts'
import { round, timing } from '../figures.ts'
import { ANSWER_MS } from './metered-config.ts'
import { fundAll } from './payers.ts'
import type { RpcMeter } from './rpc-meter.ts'

/** The `exact` scheme's facilitator, asked with payments as the terminal queues them. */
export interface Facilitator {
  verify(payment: AcceptedPayment): Promise<{ readonly isValid: boolean; readonly reason: string }>
  settle(
    payment: AcceptedPayment,
  ): Promise<{ readonly success: boolean; readonly reason: string; readonly hash: string }>
}

/** As its README builds it: one viem client that signs, sends and waits for the receipt. */
export function startFacilitator(world: World, rpcUrl: string): Facilitator {
  const { domain } = world.token
  const network = `eip155:${domain.chainId}` as const
  const facilitator = new x402Facilitator().register(
    network,
    new ExactEvmScheme(signerAt(domain.chainId, rpcUrl)),
  )
  const requirementsOf = ({ authorization }: AcceptedPayment): PaymentRequirements => ({
    scheme: 'exact',
    network,
    asset: domain.verifyingContract,
    amount: authorization.value.toString(),
    payTo: authorization.to,
    maxTimeoutSeconds: 3600,
    extra: { name: domain.name, version: domain.version },
  })
  return {
    async verify(payment) {
      const required = requirementsOf(payment)
      const answer = await facilitator.verify(payloadOf(payment, required), required)
      return { isValid: answer.isValid, reason: answer.invalidReason ?? '' }
    },
    async settle(payment) {
      const required = requirementsOf(payment)
      const answer = await facilitator.settle(payloadOf(payment, required), required)
      return { success: answer.success, reason: answer.errorReason ?? '', hash: answer.transaction }
    },
  }
}

function signerAt(chainId: number, rpcUrl: string) {
  const chain = defineChain({
    id: chainId,
    name: 'simulated',
    nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    rpcUrls: { default: { http: [rpcUrl] } },
  })
  const account = privateKeyToAccount(TEST_KEYS[8])
  // No repeats, so that a fault shows what it does.
  const transport = http(rpcUrl, { retryCount: 0, timeout: ANSWER_MS })
  const client = createWalletClient({ account, chain, transport, pollingInterval: 50 }).extend(publicActions)
  type Client = typeof client
  type Args<Name extends keyof Client> = Client[Name] extends (args: infer A) => unknown ? A : never
  return toFacilitatorEvmSigner({
    address: account.address,
    getCode: (args) => client.getCode(args),
    readContract: (args) => client.readContract(args as Args<'readContract'>),
    verifyTypedData: (args) => client.verifyTypedData(args as Args<'verifyTypedData'>),
    writeContract: (args) => client.writeContract(args as Args<'writeContract'>),
    sendTransaction: (args) => client.sendTransaction(args),
    waitForTransactionReceipt: (args) => client.waitForTransactionReceipt(args),
  })
}

const payloadOf = (payment: AcceptedPayment, accepted: PaymentRequirements): PaymentPayload => {
  const { from, to, value, validAfter, validBefore, nonce } = payment.authorization
  const authorization = {
    ...{ from, to, nonce },
    value: value.toString(),
    validAfter: validAfter.toString(),
    validBefore: validBefore.toString(),
  }
  return { x402Version: 2, accepted, payload: { signature: payment.signature, authorization } }
}

export interface X402Figures {
  readonly count: number
  readonly seconds: number
  readonly perSecond: number
  readonly verifyMs: number
  readonly settleMs: number
  readonly gasPerPayment: number
  readonly rpcCallsPerPayment: number
}

const receiptSchema = z.object({ gasUsed: z.string().transform(Number) })

/** One payment after the other, as a facilitator with one key has to: verified, then settled. */
export async function settleWithX402(
  world: World,
  meter: RpcMeter,
  payments: readonly AcceptedPayment[],
): Promise<X402Figures> {
  await fundAll(
    world,
    payments.map(({ authorization }) => authorization.from),
  )
  const facilitator = startFacilitator(world, meter.rpcUrl)
  const verifies: number[] = []
  const settles: number[] = []
  const hashes: string[] = []
  meter.reset()
  const start = performance.now()
  for (const payment of payments) {
    const before = performance.now()
    const verified = await facilitator.verify(payment)
    const between = performance.now()
    const settled = await facilitator.settle(payment)
    if (!verified.isValid || !settled.success) throw new Error(`x402: ${verified.reason} ${settled.reason}`)
    verifies.push(between - before)
    settles.push(performance.now() - between)
    hashes.push(settled.hash)
  }
  const seconds = (performance.now() - start) / 1000
  const calls = Object.values(meter.byMethod()).reduce((sum, each) => sum + each.calls, 0)
  return {
    count: payments.length,
    seconds: round(seconds),
    perSecond: round(payments.length / seconds),
    verifyMs: timing(verifies).p50,
    settleMs: timing(settles).p50,
    gasPerPayment: timing(await Promise.all(hashes.map((hash) => gasOf(world, hash)))).p50,
    rpcCallsPerPayment: round(calls / payments.length),
  }
}

const gasOf = async (world: World, hash: string): Promise<number> =>
  receiptSchema.parse(await world.chain.ask('eth_getTransactionReceipt', hash)).gasUsed
