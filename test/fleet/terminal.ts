import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { systemClock as clock } from '#drivers/system-clock.ts'
import { accountOf } from '#main/chain/account.ts'
import { createSettlementChain } from '#main/chain/settlement-chain.ts'
import { type Fleet, openFleet } from '#main/fleet/fleet.ts'
import { noLayers } from '#main/fleet/layers.ts'
import { type Ledger, openLedger } from '#main/ledger/ledger.ts'
import { everyPaymentId } from '#main/rescue/waiting.ts'
import { createSettlement, type Settlement } from '#main/settlement/settlement.ts'
import { MULTICALL3 } from '#simulator/chain/token.ts'
import type { FleetTerminal } from '#src/fleet/names.ts'
import type { Address } from '#src/payment/address.ts'
import { receiptNonce, type TokenDomain } from '#src/payment/authorization.ts'
import type { Hex } from '#src/payment/hex.ts'
import { type AcceptedPayment, type Payment, receiptText } from '#src/payment/record.ts'
import { isDue } from '#src/payment/states.ts'
import { ok } from '#src/result.ts'
import { addressOfKey, digestByEthers, signDigest } from '../fakes/payment.ts'

/** What one terminal of the fleet is and has. */
export interface TerminalParts extends FleetTerminal {
  readonly folder: string
  readonly server: { readonly url: string; readonly ca: string; readonly credentials: string }
  readonly rpcUrl: string
  readonly domain: TokenDomain
  readonly payee: Address
  /** Pays for what it settles by itself. */
  readonly gasKey: Hex
  readonly leaseMinutes: number
  readonly log: (message: string) => void
}

/** A terminal without Electron and without devices: the real journal, uplink and settling, on the real chain. */
export interface Terminal extends FleetTerminal {
  /** Takes a payment of this key's account, as a card would sign it. */
  sell(key: Hex, units: bigint): Promise<AcceptedPayment>
  payments(): Promise<Payment[]>
  /** The fleet has all that its journal has. */
  isLevel(): boolean
  /** How often it has started anew by itself. */
  restarts(): number
  /** Nothing of it is left but its disk. */
  stop(): Promise<void>
}

const ROUND_MS = 500
const VALID_SECONDS = 72 * 3600

export async function startTerminal(parts: TerminalParts): Promise<Terminal> {
  const { site, terminal, domain, payee, log } = parts
  let running = await open(parts, restart)
  let restarting: Promise<void> | undefined
  let isStopped = false
  let restarts = 0

  /** As the program does when it has to begin a new ledger. */
  function restart(): void {
    restarting = (async () => {
      log('starts anew')
      await running.stop()
      if (!isStopped) running = await open(parts, restart)
      restarts += 1
    })()
  }

  return {
    ...{ site, terminal },
    async sell(key, units) {
      await restarting
      const { ledger } = running
      const receiptNumber = ledger.summary().lastReceiptNumber + 1
      const seed = { domain, terminalId: terminal, ledgerId: ledger.journal.ledgerId, receiptNumber }
      const authorization = {
        from: addressOfKey(key),
        to: payee,
        value: units,
        validAfter: 0,
        validBefore: Math.floor(clock.now() / 1000) + VALID_SECONDS,
        nonce: receiptNonce(seed),
      }
      const payment: AcceptedPayment = {
        receipt: receiptText(1, receiptNumber),
        receiptNumber,
        acceptedAt: clock.now(),
        asset: { symbol: 'USDC', decimals: 6 },
        domain,
        authorization,
        signature: signDigest(digestByEthers(domain, authorization), key),
      }
      const written = await ledger.record({ type: 'accepted', payment })
      if (!written.ok) throw new Error(`a payment was not stored: ${written.error.detail}`)
      return payment
    },
    async payments() {
      await restarting
      const { ledger } = running
      return (await everyPaymentId(ledger)).flatMap((id) => ledger.payment(id) ?? [])
    },
    isLevel: () => running.isLevel(),
    restarts: () => restarts,
    async stop() {
      isStopped = true
      await restarting
      await running.stop()
    },
  }
}

interface Running {
  readonly ledger: Ledger
  isLevel(): boolean
  stop(): Promise<void>
}

async function open(parts: TerminalParts, restart: () => void): Promise<Running> {
  const { folder, site, terminal, server, rpcUrl, domain, gasKey, leaseMinutes, log } = parts
  const opened = await openLedger(join(folder, 'journal'), { clock, randomBytes, log })
  if (!opened.ok) throw new Error(`the journal does not open: ${opened.error.detail}`)
  const ledger = opened.value
  const { url, ca, credentials } = server
  const fleet = await openFleet({
    config: {
      fleet: { servers: [url], site, credentials, ca, quietMinutes: 2, handOver: { leaseMinutes } },
      terminal: { id: terminal },
      chain: { alarmHours: 24 },
    },
    ...{ userData: folder, ledger, clock, randomBytes, log, layers: noLayers(null, null) },
    onWritten: () => undefined,
    figures: async () =>
      `# TYPE tapsyr_payments gauge\ntapsyr_payments ${ledger.summary().lastReceiptNumber}\n`,
    faults: { note: (where, code) => log(`${where}: ${code}`), clear: () => undefined },
  })
  const chain = createSettlementChain({
    ...{ rpcUrls: [rpcUrl], requestTimeoutMs: 3000, domain, multicall: MULTICALL3, clock },
  })
  const settlement = createSettlement({
    ...{ ledger, chain, clock, isHeld: fleet.isHeld },
    gasAccount: () => ok(accountOf(gasKey)),
    policy: { confirmations: 2, finality: 'confirmations', alarmMs: 24 * 3_600_000 },
  })
  fleet.start({
    activity: { isSelling: () => false, isClosing: () => false, hold: async () => true },
    restart,
    ...{ feds: [], commands: null },
  })
  const loop = settleOverAndOver(ledger, settlement, fleet)
  return {
    ledger,
    isLevel: () => fleet.state()?.behind === 0,
    async stop() {
      await loop.stop()
      await fleet.stop()
      await ledger.close()
    },
  }
}

/** What the page's loop does, without a page: sends what is due and nobody else's, and follows it. */
function settleOverAndOver(ledger: Ledger, settlement: Settlement, fleet: Fleet) {
  let isStopped = false
  async function round(): Promise<void> {
    const due = (await everyPaymentId(ledger)).filter((id) => {
      const payment = ledger.payment(id)
      return payment !== undefined && isDue(payment.state) && !fleet.isHeld(id)
    })
    const prepared = due.length > 0 ? await settlement.prepare(due.slice(0, 100)) : undefined
    if (prepared?.ok && prepared.value.hash) await settlement.broadcast(prepared.value.hash)
    await settlement.follow()
  }
  const ended = (async () => {
    while (!isStopped) {
      await round()
      await new Promise((resolve) => setTimeout(resolve, ROUND_MS))
    }
  })()
  return {
    async stop() {
      isStopped = true
      await ended
    },
  }
}
