import type { ErrorCode } from '#src/errors/codes.ts'
import type { AcceptedPayment, Payment } from '#src/payment/record.ts'
import type { FakeChain } from '../../fakes/chain.ts'
import { CONFIRMATIONS, REBROADCAST_WAIT_MS, type Till } from './till.ts'

/** How a payment ends: nothing of the engine is in here. */
export interface End {
  readonly timesPaid: number
  readonly state: Payment['state'] | 'due' | undefined
  readonly refusal: ErrorCode | null
}

/** States that say of themselves why a payment is not paid. */
const STATE_OF: Partial<Record<ErrorCode, Payment['state']>> = {
  AUTHORIZATION_EXPIRED: 'expired',
  AUTHORIZATION_SPENT: 'parked',
  AUTHORIZATION_INVALID: 'parked',
  ACCOUNT_BLOCKED: 'parked',
}

/**
 * How a payment has to end, by the chain alone: settled when the chain pays it to the payee, exactly
 * once; else with the reason that the token itself gives. `due`: the token would pay it, so it must
 * not be left lying.
 */
export async function endByChain(chain: FakeChain, payment: AcceptedPayment): Promise<End> {
  if (chain.timesPaid(payment) > 0) return { timesPaid: 1, state: 'settled', refusal: null }
  const verdicts = await chain.dryRun([payment])
  if (!verdicts.ok) throw new Error('the chain is away')
  const [reason] = verdicts.value
  if (!reason) return { timesPaid: 0, state: 'due', refusal: null }
  const state = STATE_OF[reason] ?? 'refused'
  return { timesPaid: 0, state, refusal: state === 'expired' ? null : reason }
}

/** How it did end: the terminal's word, and how often the chain paid. */
export function endByTill(chain: FakeChain, till: Till, accepted: AcceptedPayment): End {
  const payment = till.payment(accepted)
  const refusal = payment?.state === 'expired' ? null : (payment?.refusal ?? null)
  return { timesPaid: chain.timesPaid(accepted), state: payment?.state, refusal }
}

/** Rounds that the worst mess has ever needed, and as many again. */
const MOST_ROUNDS = 40

/**
 * The trouble is over: the network answers, fees are as usual, the token works, blocks come, and
 * somebody has parked payments tried again. What accounts are blocked, empty or spent stays so.
 */
export async function calmDown(chain: FakeChain, till: Till, payments: readonly AcceptedPayment[]) {
  chain.goOffline(false)
  chain.refuseBroadcasts(false)
  chain.setBaseFee(1)
  chain.limitGas(Number.POSITIVE_INFINITY)
  chain.pause(false)
  await till.reopenParked()
  for (let i = 0; i < MOST_ROUNDS; i += 1) {
    await till.round()
    if (await isOver(chain, till, payments)) return
    chain.mine(CONFIRMATIONS)
    await till.clock.advance(REBROADCAST_WAIT_MS)
  }
}

async function isOver(chain: FakeChain, till: Till, payments: readonly AcceptedPayment[]): Promise<boolean> {
  for (const payment of payments) {
    const { state, refusal } = endByTill(chain, till, payment)
    const wanted = await endByChain(chain, payment)
    if (state !== wanted.state || refusal !== wanted.refusal) return false
  }
  return true
}

/** What is wrong with the end of these payments; nothing, when all is well. */
export async function wrongEnds(chain: FakeChain, till: Till, payments: readonly AcceptedPayment[]) {
  const ends = await Promise.all(
    payments.map(async (payment) => ({
      receipt: payment.receiptNumber,
      is: endByTill(chain, till, payment),
      shouldBe: await endByChain(chain, payment),
    })),
  )
  return ends.filter(({ is, shouldBe }) => JSON.stringify(is) !== JSON.stringify(shouldBe))
}
