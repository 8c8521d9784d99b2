import 'fake-indexeddb/auto'
import { expect, test } from 'vitest'
import { createFeed } from '#renderer/queue/feed.ts'
import type { Queue } from '#renderer/queue/queue.ts'
import { fail, ok } from '#src/result.ts'
import { acceptedPayment, id } from '../../fakes/accepted.ts'
import { fakeBridge } from '../../fakes/bridge.ts'
import { fakeJournal, journalWith } from '../../fakes/journal.ts'
import { levelQueue } from '../../fakes/queue.ts'
import { replayed } from '../../fakes/recount.ts'

async function feedFor(journal = journalWith(1), wrap = (queue: Queue) => queue) {
  const { queue, db } = await levelQueue(journal)
  const bridge = fakeBridge(journal.answers)
  const seen: number[] = []
  const feed = createFeed(wrap(queue), bridge, () => seen.push(queue.summary().counts.accepted))
  return { journal, queue, db, bridge, feed, seen }
}

test('entries in order go straight in', async () => {
  const { journal, db, bridge, feed, seen } = await feedFor()
  expect(await feed.take(journal.accept(acceptedPayment(2)))).toEqual(ok())
  expect(await feed.take([])).toEqual(ok())
  expect(await db.payments.count()).toBe(2)
  expect(bridge.calls).toEqual([])
  expect(seen).toEqual([2])
})

test('replies that come in the wrong order are put right by the journal itself', async () => {
  const { journal, queue, feed } = await feedFor()
  const early = journal.accept(acceptedPayment(2))
  const late = journal.write({ type: 'expired', ids: [id(2)] })
  expect(await Promise.all([feed.take(late), feed.take(early)])).toEqual([ok(), ok()])
  expect((await queue.everything()).payments).toEqual(replayed(journal.entries))
})

test('a sale that was journaled between two facts of one settlement call is not lost', async () => {
  const { journal, queue, feed } = await feedFor(journalWith(2))
  const [first] = journal.write({ type: 'expired', ids: [id(1)] })
  const [sale] = journal.accept(acceptedPayment(3))
  const [second] = journal.write({ type: 'expired', ids: [id(2)] })
  if (!first || !sale || !second) throw new Error('three entries')
  await feed.take([first, second])
  await feed.take([sale])
  expect((await queue.everything()).payments).toEqual(replayed(journal.entries))
  expect(await queue.due(10, Number.MAX_SAFE_INTEGER)).toEqual([id(3)])
})

test('a disk that refuses is told, and the next call brings everything', async () => {
  let refuses = true
  const { journal, queue, feed, seen } = await feedFor(fakeJournal(), (real) => ({
    ...real,
    apply: async (entries) => (refuses ? fail('QUEUE_WRITE_FAILED') : real.apply(entries)),
  }))
  expect(await feed.take(journal.accept(acceptedPayment(1)))).toEqual(fail('QUEUE_WRITE_FAILED'))
  expect(await feed.take([])).toEqual(fail('QUEUE_WRITE_FAILED'))
  expect(seen).toEqual([])
  refuses = false
  expect(await feed.take([])).toEqual(ok())
  expect(seen).toEqual([1])
  expect((await queue.everything()).payments).toEqual(replayed(journal.entries))
})

test('a database that is gone is a failure and not an exception', async () => {
  const { journal, db, feed } = await feedFor()
  db.close()
  expect(await feed.take(journal.accept(acceptedPayment(2)))).toMatchObject(fail('QUEUE_WRITE_FAILED'))
})

test('what main wrote unasked is brought in by the journal', async () => {
  const { journal, queue, feed, seen } = await feedFor()
  journal.write({ type: 'rescued', payment: acceptedPayment(2), terminalId: 'another' })
  expect(await feed.level()).toEqual(ok())
  expect((await queue.everything()).payments).toEqual(replayed(journal.entries))
  expect(seen).toEqual([2])
})

test('a level that failed is done by the next call', async () => {
  const { journal, db, bridge, feed } = await feedFor()
  bridge.answer({ 'journal/since': () => fail('INTERNAL') })
  journal.accept(acceptedPayment(2))
  expect(await feed.level()).toEqual(fail('INTERNAL'))
  bridge.answer(journal.answers)
  expect(await feed.take([])).toEqual(ok())
  expect(await db.payments.count()).toBe(2)
})

test('main that cannot read its journal is told as such', async () => {
  const { journal, bridge, feed } = await feedFor()
  bridge.answer({ 'journal/since': () => fail('INTERNAL') })
  journal.accept(acceptedPayment(2))
  expect(await feed.take(journal.accept(acceptedPayment(3)))).toEqual(fail('INTERNAL'))
})
