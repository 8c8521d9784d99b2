import { until } from '#simulator/until.ts'
import type { World } from '#simulator/world.ts'
import type { AcceptedPayment } from '#src/payment/record.ts'
import { booksOf, type ChainBooks } from './on-chain.ts'
import { fundAll } from './payers.ts'
import type { RpcMeter } from './rpc-meter.ts'
import { settleInApp } from './settle-app.ts'
import { startFacilitator } from './x402.ts'

/** What the facilitator said of payments around a fault, and what the chain says of them. */
export interface X402Outage {
  /** The chain has the transaction, its answer is lost on the way, the caller asks again three times. */
  readonly answerLost: {
    readonly count: number
    readonly paidButReportedFailed: number
    readonly says: string[]
  }
  /** Good payments while no node answers. */
  readonly down: { readonly count: number; readonly calledInvalid: number; readonly says: string[] }
}

const RETRIES = 3

export async function x402Outage(
  world: World,
  meter: RpcMeter,
  payments: readonly AcceptedPayment[],
): Promise<X402Outage> {
  await fundAll(
    world,
    payments.map(({ authorization }) => authorization.from),
  )
  const half = payments.length / 2
  return {
    answerLost: await answerLost(world, meter, payments.slice(0, half)),
    down: await whileDown(world, meter, payments.slice(half)),
  }
}

async function answerLost(world: World, meter: RpcMeter, payments: readonly AcceptedPayment[]) {
  const facilitator = startFacilitator(world, meter.rpcUrl)
  const says = new Set<string>()
  const failed: AcceptedPayment[] = []
  for (const payment of payments) {
    meter.loseAnswers('eth_sendRawTransaction', 1)
    let answer = await facilitator.settle(payment)
    for (let i = 0; i < RETRIES && !answer.success; i += 1) {
      says.add(answer.reason)
      answer = await facilitator.settle(payment)
    }
    says.add(answer.success ? 'success' : answer.reason)
    if (!answer.success) failed.push(payment)
  }
  const { lost } = await booksOf(world, failed)
  return { count: payments.length, paidButReportedFailed: failed.length - lost, says: [...says] }
}

async function whileDown(world: World, meter: RpcMeter, payments: readonly AcceptedPayment[]) {
  const facilitator = startFacilitator(world, meter.rpcUrl)
  await meter.cut()
  const says = new Set<string>()
  let calledInvalid = 0
  for (const payment of payments) {
    const verified = await facilitator.verify(payment)
    const settled = await facilitator.settle(payment)
    if (!verified.isValid) calledInvalid += 1
    says.add(`verify: ${verified.reason}`).add(`settle: ${settled.reason}`)
  }
  await meter.restore()
  return { count: payments.length, calledInvalid, says: [...says] }
}

export interface TapsyrOutage extends Pick<ChainBooks, 'lost' | 'doubled' | 'transactions'> {
  readonly count: number
  /** How many were on the chain when the way to it was cut; it came back after `outageMs`. */
  readonly paidAtCut: number
  readonly outageMs: number
  readonly seconds: number
}

const OUTAGE_MS = 3000

/** The cable is pulled while batches go out, and put back. */
export async function tapsyrOutage(
  world: World,
  meter: RpcMeter,
  dir: string,
  payments: readonly AcceptedPayment[],
): Promise<TapsyrOutage> {
  let paidAtCut = 0
  const settling = await settleInApp({
    ...{ world, meter, dir, payments },
    async meanwhile() {
      await until('some batches are sent', () => (sends(meter) >= 3 ? true : undefined), {
        everyMs: 2,
        timeoutMs: 120_000,
      })
      await meter.cut()
      paidAtCut = payments.length - (await booksOf(world, payments)).lost
      await new Promise((resolve) => setTimeout(resolve, OUTAGE_MS))
      if (paidAtCut === payments.length) throw new Error('all were paid before the cut')
      await meter.restore()
    },
  })
  const { lost, doubled, transactions, seconds } = settling
  return { count: payments.length, paidAtCut, outageMs: OUTAGE_MS, seconds, lost, doubled, transactions }
}

const sends = (meter: RpcMeter): number => meter.byMethod().eth_sendRawTransaction?.calls ?? 0
