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
  AUTHORIZATION_SPENT: 'parked',
  AUTHORIZATION_INVALID: 'parked',
  ACCOUNT_BLOCKED: 'parked',
}

/**
 * How a payment may end, by the chain alone: settled when the chain pays it to the payee, exactly
 * once; else with the reason that the token itself gives. `due`: the token would pay it, so it must
 * not be left lying. Once its time is over it has expired, whatever else the token says first.
 */
async function endsByChain(
  chain: FakeChain,
  payment: AcceptedPayment,
  voided: 'with card' | 'without' | undefined,
): Promise<readonly End[]> {
  if (chain.timesPaid(payment) > 0) return [{ timesPaid: 1, state: 'settled', refusal: null }]
  if (voided) return endsOfVoid(chain, payment, voided)
  const [verdicts, head] = [await chain.dryRun([payment]), await chain.head()]
  if (!verdicts.ok || !head.ok) throw new Error('the chain is away')
  const [reason] = verdicts.value
  if (!reason) return [{ timesPaid: 0, state: 'due', refusal: null }]
  const expired: End = { timesPaid: 0, state: 'expired', refusal: null }
  const isOver = head.value.timestamp >= payment.authorization.validBefore
  if (reason === 'AUTHORIZATION_EXPIRED') return [expired]
  const end: End = { timesPaid: 0, state: STATE_OF[reason] ?? 'refused', refusal: reason }
  return isOver ? [end, expired] : [end]
}

/** Cancelled, when the chain says so, as it must with the card's word; else nothing more comes of it. */
function endsOfVoid(
  chain: FakeChain,
  { authorization }: AcceptedPayment,
  how: 'with card' | 'without',
): End[] {
  const isCancelled = chain
    .view()
    .logs.some(({ log }) => log.authorization.nonce === authorization.nonce && !log.transferred)
  const state = isCancelled || how === 'with card' ? 'cancelled' : 'voided'
  return [{ timesPaid: 0, state, refusal: null }]
}

/** What the shop did, by its own words; `cancelled` is for good and is not asked about any more. */
function voidOf(till: Till, accepted: AcceptedPayment): 'with card' | 'without' | undefined {
  const payment = till.payment(accepted)
  if (!payment?.voided) return undefined
  const open = till.ledger.returns().voids.find(({ id }) => id === payment.id)
  return open?.cancellation ? 'with card' : 'without'
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
  chain.limitFees(Number.POSITIVE_INFINITY)
  chain.pause(false)
  await till.reopenParked()
  for (let i = 0; i < MOST_ROUNDS; i += 1) {
    await till.round()
    if ((await wrongEnds(chain, till, payments)).length === 0) return
    chain.mine(CONFIRMATIONS)
    await till.clock.advance(REBROADCAST_WAIT_MS)
  }
}

/** What is wrong with the end of these payments; nothing, when all is well. */
export async function wrongEnds(chain: FakeChain, till: Till, payments: readonly AcceptedPayment[]) {
  const ends = await Promise.all(
    payments.map(async (payment) => ({
      receipt: payment.receiptNumber,
      is: endByTill(chain, till, payment),
      shouldBe: await endsByChain(chain, payment, voidOf(till, payment)),
    })),
  )
  return ends.filter(({ is, shouldBe }) => !shouldBe.some((end) => isSame(is, end)))
}

const isSame = (a: End, b: End): boolean =>
  a.timesPaid === b.timesPaid && a.state === b.state && a.refusal === b.refusal
