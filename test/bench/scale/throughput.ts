import type { World } from '#simulator/world.ts'
import { round } from '../figures.ts'
import { type TapsyrOutage, tapsyrOutage, type X402Outage, x402Outage } from './outage.ts'
import { manyPayments } from './payers.ts'
import { startRpcMeter } from './rpc-meter.ts'
import { type AppSettling, settleInApp } from './settle-app.ts'
import { type EngineSettling, settleInEngine } from './settle-engine.ts'
import { settleWithX402, type X402Figures } from './x402.ts'

export interface ThroughputFigures {
  readonly app: AppSettling
  readonly engine: EngineSettling
  /** Half of them before the terminal's turn and half after it: the machine may be busier at one time. */
  readonly x402: { readonly before: X402Figures; readonly after: X402Figures }
  readonly comparison: {
    readonly throughput: Limit
    readonly gas: Limit
  }
  readonly rpcDies: { readonly x402: X402Outage; readonly tapsyr: TapsyrOutage }
}

/** A ratio of ours to the facilitator's, beside what the issue asks of it. */
interface Limit {
  readonly ratio: number
  readonly limit: string
  readonly meets: boolean
}

const SETTLED = 10_000
const X402_HALF = 100
const IN_OUTAGE = 1000
const LEAST_SPEED_UP = 15
const MOST_GAS = 0.6

/** Ten thousand by the terminal, and the x402 facilitator on the same chain, token and way to it. */
export async function measureThroughput(world: World, dir: string): Promise<ThroughputFigures> {
  const meter = await startRpcMeter(world.chain.rpcUrl)
  let first = 1
  const payments = (count: number) => {
    const made = manyPayments({ count, first, to: world.merchant, domain: world.token.domain })
    first += count
    return made
  }
  try {
    const before = await settleWithX402(world, meter, payments(X402_HALF))
    const app = await settleInApp({ world, meter, dir, payments: payments(SETTLED) })
    const after = await settleWithX402(world, meter, payments(X402_HALF))
    const engine = await settleInEngine(world, meter, dir, payments(SETTLED))
    const rpcDies = {
      x402: await x402Outage(world, meter, payments(20)),
      tapsyr: await tapsyrOutage(world, meter, dir, payments(IN_OUTAGE)),
    }
    return { app, engine, x402: { before, after }, comparison: comparisonOf(app, before, after), rpcDies }
  } finally {
    await meter.stop()
  }
}

function comparisonOf(app: AppSettling, before: X402Figures, after: X402Figures) {
  const perSecond = (before.count + after.count) / (before.seconds + after.seconds)
  const speedUp = round(app.perSecond / perSecond)
  const gas = round((2 * app.gasPerPayment) / (before.gasPerPayment + after.gasPerPayment))
  return {
    throughput: { ratio: speedUp, limit: `>= ${LEAST_SPEED_UP}`, meets: speedUp >= LEAST_SPEED_UP },
    gas: { ratio: gas, limit: `<= ${MOST_GAS}`, meets: gas <= MOST_GAS },
  }
}
