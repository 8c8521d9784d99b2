import type { SettlementChain, SignedTransfer } from '#src/chain/port.ts'
import type { Authorization } from '#src/payment/authorization.ts'
import type { Hex } from '#src/payment/hex.ts'
import type { Result } from '#src/result.ts'
import type { Simulated } from '#src/risk/decide.ts'
import type { Clock } from '#src/time/clock.ts'

/** What the chain says of a payment that is about to be made. */
export interface Seen {
  /** In units of the token; null where it did not say in time. */
  readonly balance: bigint | null
  readonly simulated: Simulated
}

/**
 * The chain is asked about one payment, as soon as its card is known and again when it has signed. All that a tap
 * waits for it comes to no more than the limit. Nothing here rejects.
 */
export interface Inquiry {
  unsigned(): Promise<Seen>
  signed(payment: SignedTransfer): Promise<Simulated>
}

interface InquiryParts {
  readonly chain: Pick<SettlementChain, 'tokenBalance' | 'dryRun' | 'endpoints'>
  readonly clock: Clock
  /** 0: it is not asked. */
  readonly timeoutMs: number
}

const UNSEEN: Seen = { balance: null, simulated: 'unheard' }
export const NOBODY_ASKED: Inquiry = { unsigned: async () => UNSEEN, signed: async () => 'unheard' }

/** Nobody waits where no node has answered lately: the loop that settles notices when one is back. */
export function inquire(parts: InquiryParts, authorization: Authorization): Inquiry {
  const { chain, clock, timeoutMs } = parts
  const isOffline = chain.endpoints().every(({ fault }) => fault !== null)
  if (timeoutMs === 0 || isOffline) return NOBODY_ASKED
  const early = Promise.all([
    inTime(clock, timeoutMs, chain.tokenBalance(authorization.from)),
    inTime(clock, timeoutMs, simulate(parts, { authorization, signature: PLACEHOLDER })),
  ])
  let leftMs = timeoutMs

  async function waitFor<T>(answer: Promise<T>): Promise<T> {
    const began = clock.now()
    const value = await answer
    leftMs -= Math.max(0, clock.now() - began)
    return value
  }

  return {
    async unsigned() {
      const [balance, simulated] = await waitFor(early)
      return { balance, simulated: simulated === null ? 'unheard' : withoutSignature(simulated) }
    },
    async signed(payment) {
      if (leftMs <= 0) return 'unheard'
      return (await waitFor(inTime(clock, leftMs, simulate(parts, payment)))) ?? 'unheard'
    },
  }
}

/** Nobody's: r and s are 1. A token that comes to look at it has nothing else against the payment. */
const PLACEHOLDER: Hex = `0x${'1'.padStart(64, '0').repeat(2)}1b`

/** What a token says before it looks at the signature; whatever else it says may be about that. */
const SAID_UNSIGNED: ReadonlySet<Simulated> = new Set([
  'TOKEN_PAUSED',
  'ACCOUNT_BLOCKED',
  'PAYER_NO_FUNDS',
  'AUTHORIZATION_EXPIRED',
  'AUTHORIZATION_NOT_YET_VALID',
  'AUTHORIZATION_SPENT',
])

const withoutSignature = (simulated: Simulated): Simulated =>
  SAID_UNSIGNED.has(simulated) ? simulated : 'pays'

async function simulate(
  { chain }: Pick<InquiryParts, 'chain'>,
  payment: SignedTransfer,
): Promise<Result<Simulated>> {
  const verdicts = await chain.dryRun([payment])
  return verdicts.ok ? { ok: true, value: verdicts.value[0] ?? 'pays' } : verdicts
}

/** Null where the answer is none, or too late. */
function inTime<T>(clock: Clock, ms: number, answer: Promise<Result<T>>): Promise<T | null> {
  return new Promise((resolve) => {
    const stop = clock.after(ms, () => resolve(null))
    void answer.then((result) => {
      stop()
      resolve(result.ok ? result.value : null)
    })
  })
}
