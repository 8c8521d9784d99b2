import { join } from 'node:path'
import type { ChainHead, SettlementChain } from '#src/chain/port.ts'
import { policyOf } from '#src/config/risk.ts'
import type { Config } from '#src/config/schema.ts'
import type { RecoverPublicKey } from '#src/payment/signature.ts'
import type { Clock } from '#src/time/clock.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { certificateOf } from './certified.ts'
import { type ClockTrust, createClockTrust } from './clock-trust.ts'
import { openDecisionLog } from './decision-log.ts'
import { inquire } from './inquiry.ts'
import { createTrust, type Trust, type TrustParts } from './trust.ts'

interface OpenParts extends Pick<TrustParts, 'denied'> {
  readonly config: Config
  readonly userData: string
  readonly ledger: Ledger
  readonly chain: Pick<SettlementChain, 'tokenBalance' | 'dryRun' | 'endpoints'>
  readonly recover: RecoverPublicKey
  readonly clock: Clock
  readonly log: (message: string) => void
}

/** Where `risk.onlineTimeoutMs` is left out: a gate must not keep a queue waiting. */
const ONLINE_TIMEOUT_MS: Readonly<Record<Config['face'], number>> = { counter: 400, station: 150 }

/** What a terminal knows of risk, put together from its configuration and its journal. */
export interface Risk {
  readonly trust: Trust
  readonly clock: ClockTrust
  /** The chain was reached and tells the time. */
  sawHead(head: ChainHead): void
  stop(): Promise<void>
}

export async function openRisk(parts: OpenParts): Promise<Risk> {
  const { config, userData, ledger, chain, recover, clock, log } = parts
  const policy = policyOf(config)
  const decisions = await openDecisionLog({ path: join(userData, 'decisions.jsonl'), policy, log })
  const toleranceMs = config.risk.clockToleranceSeconds * 1000
  const clockTrust = createClockTrust({ ledger, clock, toleranceMs, log })
  const timeoutMs = config.risk.onlineTimeoutMs ?? ONLINE_TIMEOUT_MS[config.face]
  const cards = { token: config.money.domain, issuers: config.risk.issuers, recover, clock, log }
  const trust = createTrust({
    ...parts,
    ...{ policy, clockTrust, decisions },
    certified: (card) => certificateOf(card, cards),
    ask: (authorization) => inquire({ chain, clock, timeoutMs }, authorization),
  })
  return { trust, clock: clockTrust, sawHead: clockTrust.saw, stop: decisions.close }
}
