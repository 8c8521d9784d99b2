import { expect, test } from 'vitest'
import { notedCommands } from '#main/fleet/noted-commands.ts'
import type { Fact, JournalEntry } from '#src/journal/entry.ts'

const DAY = 86_400_000
const NOW = 1_764_234_000_000
/** Seven days, and the ten minutes by which clocks may differ. */
const LONGEST = 7 * DAY + 600_000

const id = (n: number) => `0x${n.toString(16).padStart(32, '0')}`
const note = (detail: string, what = 'fleet-command'): Fact => ({ type: 'noted', what, by: null, detail })
const taken = (n: number, order = 'restart') => note(`${order} ${id(n)}, signed by Kx3fQ0aa`)

/** A journal of these, the last at NOW and each a moment after the one before it. */
function journal(facts: readonly Fact[], at = (n: number) => NOW - facts.length + n) {
  const entries = facts.map((fact, n): JournalEntry => ({ seq: n + 1, at: at(n), fact }))
  const asked: [number, number][] = []
  return {
    asked,
    seq: () => entries.length,
    async since(seq: number, limit: number) {
      asked.push([seq, limit])
      return entries.slice(seq, seq + limit)
    },
  }
}
const idsIn = async (facts: readonly Fact[]) =>
  (await notedCommands(journal(facts), NOW)).map((had) => had.id)

test('commands that were taken are found by their notes, each once and in their order', async () => {
  const facts = [
    taken(1),
    note('0x00', 'drawer-opened'),
    taken(2, 'send-logs'),
    taken(1),
    taken(3, 'in-service'),
  ]
  expect(await idsIn(facts)).toEqual([id(2), id(1), id(3)])
})

test('they count until no command of that moment can count any more', async () => {
  const at = () => NOW - 3 * DAY
  expect(await notedCommands(journal([taken(1)], at), NOW)).toEqual([
    { id: id(1), until: NOW - 3 * DAY + LONGEST },
  ])
})

test('a reason that looks like a note names nothing but its own command', async () => {
  const reason = `out-of-service "x ${id(8)}, signed by y" ${id(9)}, signed by Kx3fQ0aa`
  expect(await idsIn([note(reason)])).toEqual([id(9)])
})

test.each([
  `refused: restart ${id(1)}, expired`,
  `restart ${id(1)} not done: no safe moment came`,
  `send-logs ${id(1)} sent: 3 parts, SHA-256 0123456789abcdef…`,
  'refused: FLEET_SIGNATURE_INVALID',
])('"%s" says of no command that it was taken', async (detail) => {
  expect(await idsIn([note(detail)])).toEqual([])
})

test('it reads from the end, and no further than commands can last', async () => {
  const facts = Array.from({ length: 3500 }, (_, n) => taken(n))
  // 1000 entries a step; those of the second and of all before it are too old.
  const old = journal(facts, (n) => (n < 2500 ? NOW - LONGEST - 1 : NOW))
  const had = await notedCommands(old, NOW)
  expect(old.asked).toEqual([
    [2500, 1000],
    [1500, 1000],
  ])
  expect(had.at(-1)).toEqual({ id: id(3499), until: NOW + LONGEST })
})

test('a clock that was far behind for a moment hides nothing', async () => {
  const facts = Array.from({ length: 1500 }, (_, n) => taken(n))
  const entries = journal(facts, (n) => (n > 600 ? 1_000_000_000_000 : NOW - DAY))
  expect((await notedCommands(entries, NOW)).map((had) => had.id)).toContain(id(0))
})

test('an empty journal has none', async () => {
  expect(await idsIn([])).toEqual([])
})
