import type { JournalEntry } from '#src/journal/entry.ts'
import { ok } from '#src/result.ts'
import type { Answers } from '../../fakes/bridge.ts'
import { NOW } from './payments.ts'

const entry: JournalEntry = { seq: 1, at: NOW, fact: { type: 'noted', what: 'preview', by: null } }

/** What main says to what is taken back. */
export const HISTORY_ANSWERS: Answers = {
  'payment/void': () => ok({ entry }),
  'payment/void-with-card': () => new Promise(() => undefined),
  'payment/stop-waiting': () => ok(),
  'refund/wallet': () =>
    ok({ address: `0x${'44'.repeat(20)}`, maxUnits: 100_000_000n, leftToday: 200_000_000n, balance: null }),
  'refund/make': ({ units }) =>
    ok({ kind: units > 100_000_000n ? ('asked' as const) : ('made' as const), entry }),
  'refund/decide': () => ok({ entry }),
}
