import type { JournalEntry } from '#src/journal/entry.ts'
import { fail, ok } from '#src/result.ts'
import type { Answers } from '../../fakes/bridge.ts'
import { REFUSED, SOLD } from './history-scenes.ts'
import { NOW } from './payments.ts'

const entry: JournalEntry = { seq: 1, at: NOW, fact: { type: 'noted', what: 'preview', by: null } }
const idOf = (number: number) => SOLD.find(({ receiptNumber }) => receiptNumber === number)?.id

/** What main says to what is taken back: of one payment each time that it cannot be. */
export const HISTORY_ANSWERS: Answers = {
  'receipt/print': () => fail('PRINTER_PAPER_OUT'),
  'payment/void': ({ id }) => (id === idOf(REFUSED) ? fail('VOID_TOO_LATE') : ok({ entry })),
  'payment/void-with-card': () => new Promise(() => undefined),
  'payment/stop-waiting': () => ok(),
  'refund/wallet': () =>
    ok({ address: `0x${'44'.repeat(20)}`, maxUnits: 100_000_000n, leftToday: 200_000_000n, balance: null }),
  'refund/make': ({ id, units }) => {
    if (id === idOf(300)) return fail('REFUND_TOO_MUCH')
    return ok({ kind: units > 100_000_000n ? ('asked' as const) : ('made' as const), entry })
  },
  'refund/decide': () => ok({ entry }),
}
