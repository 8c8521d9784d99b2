import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { selectPaymentCard } from '#drivers/card/select.ts'
import type { EmulatedCard } from '#drivers/emulator/emulated-card.ts'
import { type EmulatedPn532, emulatePn532 } from '#drivers/emulator/pn532.ts'
import { createListeners } from '#drivers/link/listeners.ts'
import { memoryLinks } from '#drivers/link/memory.ts'
import { openPn532 } from '#drivers/pn532/driver.ts'
import { systemClock } from '#drivers/system-clock.ts'
import { attachTo } from '#main/devices/attach.ts'
import { createReaderService, type ReaderService } from '#main/devices/reader.ts'
import { type Ledger, openLedger } from '#main/ledger/ledger.ts'
import type { Trust } from '#main/risk/trust.ts'
import type { Debts } from '#main/sale/debts.ts'
import { createSaleDesk, type SaleDesk, type SaleTerms } from '#main/sale/sale.ts'
import { createTransferWatch } from '#main/sale/transfer-watch.ts'
import type { ErrorCode } from '#src/errors/codes.ts'
import type { StrayTransfer, TapStage, TransferOffer } from '#src/ipc/contract.ts'
import type { JournalEntry } from '#src/journal/entry.ts'
import type { AcceptedPayment } from '#src/payment/record.ts'
import { recoverInJavaScript } from '#src/payment/signature.ts'
import { fail, ok, type Result } from '#src/result.ts'
import type { TakenBy } from '#src/staff/person.ts'
import { account, MERCHANT, TOKEN } from '../../fakes/accepted.ts'
import type { FakeChain } from '../../fakes/chain.ts'
import { type FakeClock, fakeClock } from '../../fakes/clock.ts'
import { emptyFolder } from '../../fakes/folder.ts'
import { owedNothing, trusting } from '../../fakes/trust.ts'
import { must } from '../../fakes/wires.ts'

export const TERMS: SaleTerms = {
  terminalId: 'apple-1',
  till: 7,
  asset: { symbol: 'USDC', decimals: 6 },
  domain: { name: 'USD Coin', version: '2', chainId: 31_337, verifyingContract: TOKEN },
  payee: MERCHANT,
  maxUnits: 1_000_000_000n,
  validitySeconds: 2_592_000,
}
/** 14 November 2023, 22:13:20 UTC. */
export const NOW = 1_700_000_000_000
export const STRANGER = account(0xbad)

export interface Till {
  readonly desk: SaleDesk
  readonly reader: ReaderService
  readonly ledger: Ledger
  /** Its own hand-wound clock; the reader's runs by itself. */
  readonly clock: FakeClock
  readonly chip: EmulatedPn532
  readonly stages: TapStage[]
  /** What came and could not pay, where codes are taken. */
  readonly notices: ErrorCode[]
  /** What customers were told to send on chain, where they may. */
  readonly offers: TransferOffer[]
  readonly strays: StrayTransfer[]
  /** What was scanned while no sale was open. */
  readonly idleScans: string[]
  /** Something is held in front of the scanner. */
  scan(text: string): void
  /** Takes the reader's wire away, for good. */
  unplugReader(): Promise<void>
  /** Resolves when the card in the field has been told to sign and works on it, for ever. */
  holdNextSignature(): Promise<void>
  /** Resolves when the reader has looked for a card so many times more. */
  looks(count: number): Promise<void>
  /** Payments in the journal. */
  payments(): Promise<AcceptedPayment[]>
  /** A whole sale with the card that lies there: from the amount to the accepted payment. */
  sell(units: bigint): Promise<AcceptedPayment>
}

interface TillParts {
  readonly wrap?: (ledger: Ledger) => Ledger
  /** It takes wallets' codes as well. */
  readonly takesCodes?: boolean
  /** Customers may pay on this chain. */
  readonly chain?: FakeChain
  /** Who takes the sales, where people sign in. */
  readonly takenBy?: () => Result<TakenBy | undefined>
  /** Whom it trusts; everybody where it is left out. */
  readonly trust?: (ledger: Ledger, clock: FakeClock) => Trust
  /** How what is owed is settled; nobody owes anything where it is left out. */
  readonly debts?: (ledger: Ledger, clock: FakeClock) => Debts
}

/** A desk over the true ledger, reader service and driver; only the far end of the wire is emulated. */
export async function openTill(card?: EmulatedCard, parts: TillParts = {}): Promise<Till> {
  const { wrap = (ledger) => ledger, takesCodes = false } = parts
  const clock = fakeClock(NOW)
  const ledger = must(
    await openLedger(join(emptyFolder(), 'journal'), { clock, randomBytes, log: () => undefined }),
  )
  const [near, far] = memoryLinks()
  let plugged = true
  let held: (() => void) | undefined
  const cardMs = ([, instruction]: Uint8Array) => {
    if (instruction !== 0xc0 || !held) return 0
    held()
    held = undefined
    return 60_000
  }
  const chip = emulatePn532(far, { clock: systemClock, cardMs })
  if (card) chip.place(card)
  const reader = await new Promise<ReturnType<typeof createReaderService>>((resolve) => {
    const service = createReaderService({
      attach: async () =>
        plugged
          ? attachTo(ok(near), (link) => openPn532(link, { clock: systemClock }), 'PN532')
          : fail('LINK_ABSENT'),
      clock: systemClock,
      log: () => undefined,
      onState: ({ kind }) => kind === 'ready' && resolve(service),
    })
  })
  onTestFinished(async () => {
    await reader.stop()
    await ledger.close()
  })
  const stages: TapStage[] = []
  const notices: ErrorCode[] = []
  const offers: TransferOffer[] = []
  const strays: StrayTransfer[] = []
  const idleScans: string[] = []
  const scans = createListeners<{ text: string }>()
  const desk = createSaleDesk({
    ledger: wrap(ledger),
    reader,
    selectCard: selectPaymentCard,
    wallets: { shop: 'Aport Market', canScan: () => takesCodes, scans: { onScan: scans.add } },
    terms: TERMS,
    takenBy: parts.takenBy ?? (() => ok(undefined)),
    trust: parts.trust?.(ledger, clock) ?? trusting,
    debts: parts.debts?.(ledger, clock) ?? owedNothing,
    recover: recoverInJavaScript,
    clock,
    onProgress: ({ stage }) => stages.push(stage),
    onNotice: ({ code }) => notices.push(code),
    transfers: parts.chain ? watchOn(parts.chain, clock) : null,
    onOffer: ({ offer }) => offers.push(offer),
    onStray: (stray) => strays.push(stray),
    onIdleScan: (text) => idleScans.push(text),
  })
  return {
    desk,
    reader,
    ledger,
    clock,
    chip,
    stages,
    notices,
    offers,
    strays,
    idleScans,
    scan: (text) => scans.emit({ text }),
    unplugReader() {
      plugged = false
      return far.close()
    },
    holdNextSignature: () =>
      new Promise((resolve) => {
        held = resolve
      }),
    looks: (count) =>
      new Promise((resolve) => {
        let left = count
        const stop = far.onData((bytes) => {
          if (!isLook(bytes)) return
          left -= 1
          if (left > 0) return
          stop()
          resolve()
        })
      }),
    payments: async () => (await ledger.journal.since(0, 1000)).flatMap(paymentIn),
    async sell(units) {
      const { saleId } = must(desk.open(units))
      must(await desk.awaitCard(saleId))
      const [payment] = paymentIn(must(await desk.authorize(saleId)).entry)
      if (!payment) throw new Error('an accepted payment')
      return payment
    },
  }
}

export const POLL_MS = 2000
export const watchOn = (chain: FakeChain, clock: FakeClock) =>
  createTransferWatch({ chain, payee: MERCHANT, confirmations: 1, clock, pollMs: POLL_MS })

const paymentIn = ({ fact }: JournalEntry): AcceptedPayment[] =>
  fact.type === 'accepted' ? [fact.payment] : []

/** InListPassiveTarget (NXP UM0701-02, section 7.3.5), anywhere in what the host sends. */
const isLook = (bytes: Uint8Array): boolean => Buffer.from(bytes).includes(Buffer.of(0xd4, 0x4a))
