import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { systemClock } from '#drivers/system-clock.ts'
import { accountOf } from '#main/chain/account.ts'
import { createSettlementChain } from '#main/chain/settlement-chain.ts'
import { type Fleet, openFleet } from '#main/fleet/fleet.ts'
import { noLayers } from '#main/fleet/layers.ts'
import { type Ledger, openLedger } from '#main/ledger/ledger.ts'
import { everyPaymentId } from '#main/rescue/waiting.ts'
import { createHolds, type Holds } from '#main/returns/holds.ts'
import { createSettlement } from '#main/settlement/settlement.ts'
import { MULTICALL3 } from '#simulator/chain/token.ts'
import type { FleetConfig } from '#src/config/fleet.ts'
import type { FleetTerminal } from '#src/fleet/names.ts'
import type { Address } from '#src/payment/address.ts'
import { authorizationDigest, receiptNonce, type TokenDomain } from '#src/payment/authorization.ts'
import type { Hex } from '#src/payment/hex.ts'
import { type AcceptedPayment, type Payment, receiptText } from '#src/payment/record.ts'
import { ok } from '#src/result.ts'
import { tillItself } from '#src/staff/till-itself.ts'
import type { Clock } from '#src/time/clock.ts'
import { addressOfKey, signDigest } from '../fakes/payment.ts'
import { type SettlingLoop, settleOverAndOver } from './settling-loop.ts'

/** What one terminal of the fleet is and has. */
export interface TerminalParts extends FleetTerminal {
  readonly folder: string
  /** Of its fleet; a terminal without one settles alone. */
  readonly server?: { readonly url: string; readonly ca: string; readonly credentials: string }
  readonly rpcUrl: string
  readonly domain: TokenDomain
  readonly payee: Address
  /** Pays for what it settles by itself. */
  readonly gasKey: Hex
  readonly leaseMinutes: number
  readonly log: (message: string) => void
  /** The system's, unless its clock is to be wrong. */
  readonly clock?: Clock
  /** From one look at what is due to the next; half a second when left out. */
  readonly roundMs?: number
  /** Hears of a payment when its payer has signed: from now on somebody could send it. */
  readonly onSigned?: (payment: AcceptedPayment) => void
  readonly onSettled?: (id: Hex) => void
}

/** A terminal without Electron and without devices: the real journal, uplink and settling, on the real chain. */
export interface Terminal extends FleetTerminal {
  /** Takes a payment of this key's account, as a card would sign it. */
  sell(key: Hex, units: bigint): Promise<AcceptedPayment>
  /** Voids a payment, as a cashier does: false when it may have been sent. */
  takeBack(id: Hex): Promise<boolean>
  payments(): Promise<Payment[]>
  /** Payments that are not settled yet. */
  waiting(): number
  journal(): Ledger['journal']
  /** Entries of the journal that the fleet does not have. */
  behind(): number
  isConnected(): boolean
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
  const { site, terminal, domain, payee, log, clock = systemClock } = parts
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
        from: payerOf(key),
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
        signature: signDigest(authorizationDigest(domain, authorization), key),
      }
      parts.onSigned?.(payment)
      const written = await ledger.record({ type: 'accepted', payment })
      if (!written.ok) throw new Error(`a payment was not stored: ${written.error.detail}`)
      running.loop.add(payment.authorization.nonce)
      return payment
    },
    async takeBack(id) {
      await restarting
      const { ledger, holds, fleet } = running
      const by = tillItself(terminal)
      const done = await holds.during(id, () =>
        fleet.recalls.during(id, () => ledger.record({ type: 'voided', id, by, cancellation: null })),
      )
      return done.ok
    },
    async payments() {
      await restarting
      const { ledger } = running
      return (await everyPaymentId(ledger)).flatMap((id) => ledger.payment(id) ?? [])
    },
    waiting: () => running.loop.waiting(),
    journal: () => running.ledger.journal,
    behind: () => running.behind(),
    isConnected: () => running.isConnected(),
    isLevel: () => running.behind() === 0,
    restarts: () => restarts,
    async stop() {
      isStopped = true
      await restarting
      await running.stop()
    },
  }
}

const payers = new Map<Hex, Address>()

/** The address of a key takes longer than a signature, and payers come again. */
function payerOf(key: Hex): Address {
  const address = payers.get(key) ?? addressOfKey(key)
  payers.set(key, address)
  return address
}

interface Running {
  readonly ledger: Ledger
  readonly fleet: Pick<Fleet, 'recalls'>
  readonly holds: Holds
  readonly loop: Pick<SettlingLoop, 'add' | 'waiting'>
  behind(): number
  isConnected(): boolean
  stop(): Promise<void>
}

async function open(parts: TerminalParts, restart: () => void): Promise<Running> {
  const { folder, terminal, rpcUrl, domain, gasKey, log, clock = systemClock } = parts
  const opened = await openLedger(join(folder, 'journal'), { clock, randomBytes, log })
  if (!opened.ok) throw new Error(`the journal does not open: ${opened.error.detail}`)
  const ledger = opened.value
  const fleet = await openFleet({
    config: { fleet: fleetOf(parts), terminal: { id: terminal }, chain: { alarmHours: 24 } },
    ...{ userData: folder, ledger, clock, randomBytes, log, layers: noLayers(null, null) },
    onWritten: () => undefined,
    figures: async () =>
      `# TYPE tapsyr_payments gauge\ntapsyr_payments ${ledger.summary().lastReceiptNumber}\n`,
    faults: { note: (where, code) => log(`${where}: ${code}`), clear: () => undefined },
  })
  const chain = createSettlementChain({
    ...{ rpcUrls: [rpcUrl], requestTimeoutMs: 3000, domain, multicall: MULTICALL3, clock },
  })
  const holds = createHolds()
  const settlement = createSettlement({
    ...{ ledger, chain, clock, isHeld: (id) => holds.isHeld(id) || fleet.isHeld(id) },
    gasAccount: () => ok(accountOf(gasKey)),
    policy: { confirmations: 2, finality: 'confirmations', alarmMs: 24 * 3_600_000 },
  })
  fleet.start({
    activity: { isSelling: () => false, isClosing: () => false, hold: async () => true },
    restart,
    ...{ feds: [], commands: null },
  })
  const loop = await settleOverAndOver({
    ...{ ledger, settlement, isHeld: fleet.isHeld },
    everyMs: parts.roundMs ?? ROUND_MS,
    onSettled: (id) => parts.onSettled?.(id),
  })
  return {
    ...{ ledger, fleet, holds, loop },
    behind: () => fleet.state()?.behind ?? 0,
    isConnected: () => fleet.state()?.connected ?? false,
    async stop() {
      await loop.stop()
      await fleet.stop()
      await ledger.close()
    },
  }
}

/** The part of its configuration that names its fleet. */
export function fleetOf({
  server,
  site,
  leaseMinutes,
}: Pick<TerminalParts, 'server' | 'site' | 'leaseMinutes'>): FleetConfig | undefined {
  if (!server) return undefined
  const { url, ca, credentials } = server
  return { servers: [url], site, credentials, ca, quietMinutes: 2, handOver: { leaseMinutes } }
}
