import { type Ledger, type LedgerDeps, openLedger } from '#main/ledger/ledger.ts'
import type { Hex } from '#src/payment/hex.ts'
import { type FakeClock, fakeClock } from '../../fakes/clock.ts'

let openings = 0

export interface OpenedLedger {
  readonly ledger: Ledger
  readonly said: readonly string[]
  readonly clock: FakeClock
}

/** A ledger whose random bytes and clock differ at each opening, as they do in life. */
export async function open(dir: string, deps: Partial<LedgerDeps> = {}): Promise<OpenedLedger> {
  openings += 1
  const seed = openings % 250
  const said: string[] = []
  const clock = fakeClock(1_700_000_000_000 + openings * 1000)
  let drawn = 0
  const opened = await openLedger(dir, {
    clock,
    randomBytes(n) {
      drawn += 1
      return new Uint8Array(n).fill(seed).fill(drawn, 0, 1)
    },
    log: (message) => said.push(message),
    ...deps,
  })
  if (!opened.ok) throw new Error(opened.error.detail)
  return { ledger: opened.value, said, clock }
}

/** All that a ledger says of itself and of these payments. */
export async function everythingOf(ledger: Ledger, ids: readonly Hex[]) {
  const { journal } = ledger
  return {
    names: [journal.epoch, journal.ledgerId, journal.seq()],
    entries: await journal.since(0, journal.seq()),
    payments: ids.map(ledger.payment),
    onTheirWay: ledger.onTheirWay(),
    batches: ledger.batches(),
    summary: ledger.summary(),
  }
}
