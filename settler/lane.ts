import type { Merchant } from '#main/sale/adopt.ts'
import type { SettlementPolicy } from '#main/settlement/deps.ts'
import { createSettlement } from '#main/settlement/settlement.ts'
import type { GasAccount, SettlementChain } from '#src/chain/port.ts'
import type { Uplinked } from '#src/fleet/entry.ts'
import type { FleetTerminal } from '#src/fleet/names.ts'
import type { RecallAnswer } from '#src/fleet/outcome.ts'
import type { JournalEntry } from '#src/journal/entry.ts'
import type { Hex } from '#src/payment/hex.ts'
import type { Payment } from '#src/payment/record.ts'
import { ok, type Result } from '#src/result.ts'
import type { Clock } from '#src/time/clock.ts'
import { createLaneLedger } from './lane-ledger.ts'
import type { LaneLog } from './lane-log.ts'
import { createLaneState, type LaneState } from './lane-state.ts'
import { createOutbox, type Outlet } from './outbox.ts'
import { outcomesOf } from './outcomes.ts'
import { createRounds } from './rounds.ts'
import { letGoFact, release, takeEntry } from './take.ts'
import { againFact } from './taken-back.ts'

export interface LaneParts {
  readonly name: string
  readonly log: LaneLog
  readonly outlet: Outlet
  /** What came to other lanes, when they had these partitions. */
  readonly others: Pick<LaneState, 'whose' | 'isRecalled'>
  readonly chain: SettlementChain
  readonly account: GasAccount
  readonly merchants: readonly Merchant[]
  readonly policy: SettlementPolicy
  readonly batchSize: number
  readonly waitMs: number
  readonly clock: Clock
}

/** One gas account with all payments that it settles, while this settler has the lease for it. */
export interface Lane {
  readonly state: Pick<LaneState, 'find' | 'open' | 'onTheirWay'>
  /** The newest entry; undefined where there was never one. */
  newest(): Pick<JournalEntry, 'seq' | 'at'> | undefined
  /** An entry of a terminal's journal; once it resolves well the message may be acknowledged. */
  take(uplinked: Pick<Uplinked, 'entry'>, from: FleetTerminal): Promise<Result<undefined>>
  recall(id: Hex, from: FleetTerminal): Promise<Result<RecallAnswer['answer']>>
  round(): Promise<Result<undefined>>
  /** Gives back the room of what nobody needs any more, here and in the stream. */
  tidy(): Promise<void>
  close(): void
}

/** So many entries, of all lanes, are kept for what was taken back before it is said again. */
const LONG = 1000

/** Reads the lane from its start, says again what may not have been said, and goes on. */
export async function openLane(parts: LaneParts): Promise<Lane> {
  const { name, log, outlet, others, clock, policy, merchants } = parts
  const state = createLaneState()
  const told = await outlet.cursor()
  // The stream has lost its end, and gives its numbers anew: what is there is told again, from before the next is written.
  const isCut = told > (await log.newest())
  if (isCut) await outlet.setCursor(0)
  const outbox = createOutbox(outlet, isCut ? 0 : told, clock)
  let newest: JournalEntry | undefined
  const onEntry = (entry: JournalEntry, changed: readonly Payment[]): void => {
    newest = entry
    outbox.put(entry.seq, outcomesOf(name, entry, changed))
  }
  await log.read((entry) => onEntry(entry, state.take(entry)))
  const ledger = createLaneLedger({ log, state, onEntry })
  const settlement = createSettlement({
    ledger,
    chain: parts.chain,
    gasAccount: () => ok(parts.account),
    policy,
    clock,
  })
  const rounds = createRounds({ ...parts, state, settlement, alarmMs: policy.alarmMs })
  const known = {
    whose: (id: Hex) => state.whose(id) ?? others.whose(id),
    isRecalled: (id: Hex, terminal: string) =>
      state.isRecalled(id, terminal) || others.isRecalled(id, terminal),
    isLetGo: state.isLetGo,
  }
  const taking = { ledger, state: known, merchants, tell: outlet.publish }

  /** What was taken back is kept for a day, and would keep everything behind it: it is said again at the lane's end. */
  async function shorten(): Promise<void> {
    const needed = state.oldestOpen() ?? newest?.seq ?? 0
    const notes = state.takenBack()
    if (needed - (state.oldest() ?? needed) < Math.max(LONG, 2 * notes.length)) return
    await Promise.all(notes.map((back) => ledger.record(againFact(back))))
  }

  return {
    state,
    newest: () => newest,
    take: (uplinked, from) => takeEntry(taking, uplinked, from),
    recall: (id, from) => release(taking, id, from),
    round: rounds.round,
    async tidy() {
      const now = clock.now()
      for (const { id } of state.hopeless(now)) await ledger.record(letGoFact(id, name))
      state.forget(now)
      await shorten()
      const from = Math.min(state.oldest() ?? newest?.seq ?? 0, outbox.published())
      if (from > 1) await log.keepFrom(from)
    },
    close: () => outbox.close(),
  }
}
