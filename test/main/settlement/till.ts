import { type Ledger, openLedger } from '#main/ledger/ledger.ts'
import { createSettlement, type Settlement } from '#main/settlement/settlement.ts'
import type { GasAccount, SettlementChain } from '#src/chain/port.ts'
import type { Fact } from '#src/journal/entry.ts'
import type { Hex } from '#src/payment/hex.ts'
import type { AcceptedPayment, Payment } from '#src/payment/record.ts'
import { isDue } from '#src/payment/states.ts'
import { ok } from '#src/result.ts'
import { account, id } from '../../fakes/accepted.ts'
import type { FakeChain } from '../../fakes/chain.ts'
import { type FakeClock, fakeClock } from '../../fakes/clock.ts'
import { NO_TRIPWIRE, type Tripwire, wiredChain, wiredLedger } from './tripwire.ts'

export const GAS_ACCOUNT = { address: account(0x9a5), privateKey: id(0x9a5) }
export const CONFIRMATIONS = 3
/** Longer than settlement waits before it sends the same bytes again. */
export const REBROADCAST_WAIT_MS = 16_000

/** What main holds in memory around the ledger's folder; a crash loses all of it. */
export interface Till {
  readonly settlement: Settlement
  readonly ledger: Ledger
  readonly clock: FakeClock
  /** Somebody sets the clock, forwards or back. */
  setClock(now: number): void
  accept(...payments: AcceptedPayment[]): Promise<void>
  /** A fact of somebody at the terminal; the ledger may refuse it. */
  record(fact: Fact): Promise<unknown>
  /** Looks after one more payment: a refund. */
  know(id: Hex): void
  known(): Hex[]
  stateOf(payment: AcceptedPayment): Payment['state'] | undefined
  payment(payment: AcceptedPayment): Payment | undefined
  due(): Hex[]
  /** A person has everything tried again that is parked. */
  reopenParked(): Promise<void>
  /** One round of the settling loop: prepare what is due, broadcast it, follow what is on its way. */
  round(): Promise<void>
  close(): Promise<void>
}

export interface TillOptions {
  /** Where the ledger is, when not on a disk. */
  readonly open?: typeof openLedger
  readonly gasAccount?: GasAccount
  readonly isHeld?: (id: Hex) => boolean
  /** What the engine sees of the world in place of it, for engines that must be found out. */
  readonly seenChain?: (chain: SettlementChain) => SettlementChain
  readonly seenLedger?: (ledger: Ledger) => Ledger
}

let opened = 0

export async function openTill(
  dir: string,
  chain: FakeChain,
  tripwire: Tripwire = NO_TRIPWIRE,
  {
    open = openLedger,
    gasAccount = GAS_ACCOUNT,
    isHeld = () => false,
    seenChain = same,
    seenLedger = same,
  }: TillOptions = {},
): Promise<Till> {
  const wound = fakeClock()
  let offset = 0
  const clock = { ...wound, now: () => wound.now() + offset }
  opened += 1
  const start = opened
  const ledger = await open(dir, {
    clock,
    randomBytes: (n) => new Uint8Array(n).fill(start),
    log: () => undefined,
  })
  if (!ledger.ok) throw new Error(ledger.error.detail)
  const known = new Set(await acceptedIds(ledger.value.journal))
  const settlement = createSettlement({
    ledger: seenLedger(wiredLedger(ledger.value, tripwire)),
    chain: seenChain(wiredChain(chain, tripwire)),
    gasAccount: () => ok(gasAccount),
    policy: { confirmations: CONFIRMATIONS, finality: 'confirmations', alarmMs: 86_400_000 },
    clock,
    isHeld,
  })

  const payment = ({ authorization }: AcceptedPayment) => ledger.value.payment(authorization.nonce)
  const seen = seenLedger(ledger.value)
  const due = () => [...known].filter((each) => isDue(seen.payment(each)?.state ?? 'settled'))

  return {
    settlement,
    ledger: ledger.value,
    clock,
    setClock(now) {
      offset += now - clock.now()
    },
    payment,
    due,
    record: (fact) => ledger.value.record(fact),
    known: () => [...known],
    know: (id) => void known.add(id),
    stateOf: (accepted) => payment(accepted)?.state,
    async accept(...payments) {
      for (const accepted of payments) {
        const written = await ledger.value.record({ type: 'accepted', payment: accepted })
        if (!written.ok) throw new Error(written.error.detail)
        known.add(accepted.authorization.nonce)
      }
    },
    async reopenParked() {
      const parked = [...known].filter((each) => ledger.value.payment(each)?.state === 'parked')
      const reopened = await settlement.reopen(parked)
      if (!reopened.ok) throw new Error(reopened.error.detail)
    },
    async round() {
      const ids = due()
      const prepared = ids.length > 0 ? await settlement.prepare(ids) : undefined
      if (prepared?.ok && prepared.value.hash) await settlement.broadcast(prepared.value.hash)
      await settlement.follow()
    },
    close: ledger.value.close,
  }
}

const same = <T>(seen: T): T => seen

async function acceptedIds(journal: Ledger['journal']): Promise<Hex[]> {
  const entries = await journal.since(0, 100_000)
  return entries.flatMap(({ fact }) => {
    if (fact.type === 'refunded') return fact.refund.authorization.nonce
    return fact.type === 'accepted' ? fact.payment.authorization.nonce : []
  })
}
