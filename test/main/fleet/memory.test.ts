import { expect, test } from 'vitest'
import { whyOlder } from '#main/fleet/memory.ts'
import { readUplinked, uplinkedText } from '#src/fleet/entry.ts'
import type { JournalEntry } from '#src/journal/entry.ts'
import { acceptedPayment, id } from '../../fakes/accepted.ts'

const entry = (seq: number, receipt = seq): JournalEntry => ({
  seq,
  at: 1_700_000_000_000,
  fact: { type: 'accepted', payment: acceptedPayment(receipt) },
})
const entries = [1, 2, 3].map((seq) => entry(seq))
const journal = {
  epoch: id(1),
  seq: () => entries.length,
  since: async (seq: number, limit: number) => entries.slice(seq, seq + limit),
}
const cursorAt = (seq: number) => ({ seq, before: id(7) })
const last = (told: JournalEntry, epoch = id(1)) => ({ v: 1 as const, epoch, entry: told })

test.each([
  ['the fleet knows nothing of it', undefined, 2],
  ['the fleet knows as much', last(entry(3)), 3],
  ['the fleet knows less', last(entry(1)), 0],
  ['the fleet has lost what it had of the mended journal', last(entry(90), id(7)), 3],
  ['the journal was mended, and nothing of it told yet', last(entry(90), id(2)), 0],
])('%s: the disk is the newest', async (_, told, seq) => {
  expect(await whyOlder(journal, cursorAt(seq), told)).toBeUndefined()
})

test('an entry is the same in whatever order its fields stand: a terminal writes the payer last', async () => {
  const told = entry(3)
  if (told.fact.type !== 'accepted') throw new Error('no payment')
  const { payment } = told.fact
  const { from, ...authorization } = payment.authorization
  const fact = { ...told.fact, payment: { ...payment, authorization: { ...authorization, from } } }
  const own = { ...journal, since: async () => [{ ...told, fact }] }
  const stored = readUplinked(uplinkedText(id(1), told))
  expect(Object.keys(fact.payment.authorization)).not.toEqual(Object.keys(payment.authorization))
  expect(await whyOlder(own, cursorAt(3), stored)).toBeUndefined()
})

test.each([
  ['the fleet knows more', last(entry(4)), 3],
  ['the fleet knows something else', last(entry(2, 9)), 3],
  ['somebody has told of another journal since', last(entry(1), id(2)), 1],
])('%s: the disk is older', async (_, told, seq) => {
  expect(await whyOlder(journal, cursorAt(seq), told)).toMatch(/^the fleet has /)
})
