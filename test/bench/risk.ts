import { cardSetOf, hasCard } from '#src/risk/card-set.ts'
import { decide } from '#src/risk/decide.ts'
import { drawOf } from '#src/risk/draw.ts'
import { createExposure, NO_EXPOSURE, withinWindow } from '#src/risk/exposure.ts'
import type { Policy } from '#src/risk/policy.ts'
import { acceptedPayment, account, id, standing } from '../fakes/accepted.ts'
import { type Timing, timing } from './figures.ts'

const STORED = 100_000
const DENIED = 100_000
const CARDS = 20_000
const SAMPLES = 10_000
const AT_MOST_MS = 5
const NOW = 1_700_000_000_000

const limits = { floor: 10_000_000n, sum: 50_000_000n, count: 50, consecutive: 20 }
const POLICY: Policy = {
  limits: { unknown: limits, 'known-good': limits, certified: limits },
  ...{
    windowHours: 24,
    knownGoodAfter: 1,
    selection: { share: 0.05, from: 1_000_000n, certain: 20_000_000n },
  },
  exposure: { units: 10n ** 15n, count: 1_000_000, hours: 72 },
  oldDenyList: { hours: 168, percent: 50 },
}

export interface RiskFigures {
  readonly decisionMs: Timing
  readonly atMostMs: number
  readonly meets: boolean
}

/** One decision, with all that it looks up, over a hundred thousand open payments and as many denied cards. */
export async function measureRisk(): Promise<{ risk: RiskFigures }> {
  const exposure = createExposure(NO_EXPOSURE)
  for (let n = 1; n <= STORED; n += 1) {
    const payment = { ...acceptedPayment(n, { from: account(n % CARDS) }), acceptedAt: NOW + n * 100 }
    const after = standing(n, payment)
    exposure.take(
      { seq: n, at: NOW + n * 100, fact: { type: 'accepted', payment } },
      [after],
      () => undefined,
    )
  }
  const denied = cardSetOf(Array.from({ length: DENIED }, (_, n) => account(1_000_000 + n)))
  const samples: number[] = []
  for (let n = 0; n < SAMPLES; n += 1) {
    const card = account(n % (2 * CARDS))
    const at = NOW + STORED * 100 + n
    const start = performance.now()
    const track = exposure.of(card)
    decide(POLICY, {
      ...{ at, card, units: 1_000_000n, online: null, denyListAge: 0, owes: false, clock: 'trusted' },
      standing: { kind: track.paid > 0 ? 'known-good' : 'unknown' },
      denied: hasCard(denied, card),
      waiting: { due: track.due, moving: track.moving },
      window: withinWindow(track, at, POLICY.windowHours),
      consecutiveOffline: track.consecutive,
      exposure: exposure.total(),
      draw: drawOf(id(n), card),
    })
    samples.push(performance.now() - start)
  }
  const decisionMs = timing(samples)
  return { risk: { decisionMs, atMostMs: AT_MOST_MS, meets: decisionMs.p95 <= AT_MOST_MS } }
}
