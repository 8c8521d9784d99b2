import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { systemClock } from '#drivers/system-clock.ts'
import { accountOf } from '#main/chain/account.ts'
import { encodeBatch } from '#main/chain/batch.ts'
import { createSettlementChain } from '#main/chain/settlement-chain.ts'
import { type Ledger, openLedger } from '#main/ledger/ledger.ts'
import { createSettlement } from '#main/settlement/settlement.ts'
import { TEST_KEYS } from '#simulator/chain/test-keys.ts'
import { MULTICALL3 } from '#simulator/chain/token.ts'
import type { World } from '#simulator/world.ts'
import type { SettlementChain } from '#src/chain/port.ts'
import type { AcceptedPayment } from '#src/payment/record.ts'
import { ok } from '#src/result.ts'
import { round } from '../figures.ts'
import { writeJournal } from '../stocked-journal.ts'
import { ANSWER_MS } from './metered-config.ts'
import { booksOf, type ChainBooks } from './on-chain.ts'
import { fundAll } from './payers.ts'
import type { RpcMeter } from './rpc-meter.ts'
import { type Stopwatch, startStopwatch } from './stopwatch.ts'

const BATCH = 200
const PATIENCE_MS = 300_000

export interface EngineSettling extends ChainBooks {
  readonly count: number
  readonly seconds: number
  readonly perSecond: number
  /**
   * Milliseconds of all batches together, each with the chain's answers in it: by the calls of the
   * settlement's two ports. `encode` is part of `dryRun` and of `signBatch`, measured apart.
   */
  readonly split: Readonly<Record<string, number>>
  /** Milliseconds that the chain itself took, of which the split's calls wait for their share. */
  readonly rpcMs: number
}

/** Main's engine in Node, without Electron and without a page, called as the page's loop calls it. */
export async function settleInEngine(
  world: World,
  meter: RpcMeter,
  dir: string,
  payments: readonly AcceptedPayment[],
): Promise<EngineSettling> {
  await fundAll(
    world,
    payments.map(({ authorization }) => authorization.from),
  )
  const journal = join(dir, 'engine')
  await writeJournal(
    journal,
    payments.map((payment) => ({ type: 'accepted', payment })),
  )
  const opened = await openLedger(join(journal, 'journal'), {
    clock: systemClock,
    randomBytes,
    log: console.log,
  })
  if (!opened.ok) throw new Error(opened.error.detail)
  const watch = startStopwatch()
  const chain = createSettlementChain({
    rpcUrls: [meter.rpcUrl],
    requestTimeoutMs: ANSWER_MS,
    domain: world.token.domain,
    multicall: MULTICALL3,
    clock: systemClock,
  })
  const settlement = createSettlement({
    ledger: timedLedger(opened.value, watch),
    chain: timedChain(chain, watch),
    gasAccount: () => ok(accountOf(TEST_KEYS[7])),
    policy: { confirmations: 1, finality: 'confirmations', alarmMs: 0 },
    clock: systemClock,
  })
  meter.reset()
  const start = performance.now()
  for (let i = 0; i < payments.length; i += BATCH) {
    const ids = payments.slice(i, i + BATCH).map(({ authorization }) => authorization.nonce)
    const prepared = await settlement.prepare(ids)
    if (!prepared.ok) throw new Error(prepared.error.code)
    if (prepared.value.hash) await settlement.broadcast(prepared.value.hash)
  }
  const isSettled = () => opened.value.summary().counts.settled === payments.length
  while (!isSettled() && performance.now() - start < PATIENCE_MS) await settlement.follow()
  const seconds = (performance.now() - start) / 1000
  await opened.value.close()
  if (!isSettled()) throw new Error('the engine did not settle everything')
  const rpcMs = Object.values(meter.byMethod()).reduce((sum, { ms }) => sum + ms, 0)
  return {
    count: payments.length,
    seconds: round(seconds),
    perSecond: Math.round(payments.length / seconds),
    split: { ...watch.figures(), encode: encodingMs(world, payments) },
    rpcMs: round(rpcMs),
    ...(await booksOf(world, payments)),
  }
}

/** Each batch is encoded twice: for its dry run and for its transaction. */
function encodingMs(world: World, payments: readonly AcceptedPayment[]): number {
  const start = performance.now()
  for (let i = 0; i < payments.length; i += BATCH)
    encodeBatch(world.token.domain.verifyingContract, payments.slice(i, i + BATCH))
  return round(2 * (performance.now() - start))
}

const timedLedger = (ledger: Ledger, { time }: Stopwatch): Ledger => ({
  ...ledger,
  record: (fact) => time(`journal ${fact.type}`, () => ledger.record(fact)),
})

const timedChain = (chain: SettlementChain, { time }: Stopwatch): SettlementChain => ({
  ...chain,
  head: () => time('head', () => chain.head()),
  gasBalance: (owner) => time('gasBalance', () => chain.gasBalance(owner)),
  minedNonce: (owner) => time('minedNonce', () => chain.minedNonce(owner)),
  dryRun: (payments) => time('dryRun', () => chain.dryRun(payments)),
  signBatch: (payments, gas, bid) => time('signBatch', () => chain.signBatch(payments, gas, bid)),
  broadcast: (raw) => time('broadcast', () => chain.broadcast(raw)),
  outcome: (hash, payments) => time('outcome', () => chain.outcome(hash, payments)),
  fate: (payment, fromBlock) => time('fate', () => chain.fate(payment, fromBlock)),
  blockHashAt: (height) => time('blockHashAt', () => chain.blockHashAt(height)),
})
