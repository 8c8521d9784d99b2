import 'fake-indexeddb/auto'
import { expect, test } from 'vitest'
import type { QueueDatabase } from '#renderer/queue/database.ts'
import { type Recovered, type RecoverParts, recoverQueue } from '#renderer/queue/recover.ts'
import type { AcceptedPayment, Payment } from '#src/payment/record.ts'
import { fail } from '#src/result.ts'
import { acceptedPayment, id, receivedFact } from '../../fakes/accepted.ts'
import { type FakeBridge, fakeBridge } from '../../fakes/bridge.ts'
import { type FakeJournal, fakeJournal, journalWith } from '../../fakes/journal.ts'
import { brokenRow, freshDatabase, levelQueue, openTracked, removeTracked } from '../../fakes/queue.ts'
import { recount, replayed } from '../../fakes/recount.ts'
import { must } from '../../fakes/wires.ts'

interface Start {
  readonly bridge: FakeBridge
  readonly progress: number[]
  recover(change?: Partial<RecoverParts>): ReturnType<typeof recoverQueue>
}

/** The program's start in front of this journal and whatever lies on the disk. */
function startAt(journal: FakeJournal): Start {
  const bridge = fakeBridge(journal.answers)
  const progress: number[] = []
  return {
    bridge,
    progress,
    recover: (change = {}) =>
      recoverQueue(journal.head(), {
        bridge,
        open: openTracked,
        remove: removeTracked,
        onProgress: (restored) => progress.push(restored),
        ...change,
      }),
  }
}

/** The queue and the journal tell the same, and so they do after the next start. */
async function expectLevel({ queue }: Recovered, journal: FakeJournal): Promise<void> {
  const { payments, broken } = await queue.everything()
  expect(new Set(payments)).toEqual(new Set(replayed(journal.entries)))
  expect(broken).toEqual([])
  expect(queue.summary()).toEqual(recount(payments))
  const next = startAt(journal)
  const again = must(await next.recover())
  expect(again.unannounced).toBeNull()
  expect(await again.queue.position()).toEqual(journal.head())
  expect(next.bridge.callsOf('journal/adopt')).toEqual([])
}

const offeredTo = (bridge: FakeBridge) => bridge.callsOf('journal/adopt')
function journaled(payment: AcceptedPayment): Payment {
  const alone = fakeJournal()
  const [only] = replayed(alone.accept(payment))
  if (!only) throw new Error('one payment')
  return only
}

test('a queue that is level stays as it is', async () => {
  const journal = journalWith(3)
  await levelQueue(journal)
  const start = startAt(journal)
  const recovered = must(await start.recover())
  expect(recovered.unannounced).toBeNull()
  expect(offeredTo(start.bridge)).toEqual([])
  expect(start.bridge.callsOf('journal/since')).toEqual([{ seq: 4, limit: expect.any(Number) }])
  await expectLevel(recovered, journal)
})

test('a queue that is behind takes what it has not seen, and tells of the payment nobody heard of', async () => {
  const journal = journalWith(3)
  await levelQueue(journal)
  journal.accept(acceptedPayment(4), acceptedPayment(5))
  const start = startAt(journal)
  const recovered = must(await start.recover())
  expect(recovered.unannounced).toMatchObject({ id: id(5), receipt: '001-000005', state: 'accepted' })
  expect(start.bridge.callsOf('journal/since')).toEqual([{ seq: 4, limit: expect.any(Number) }])
  await expectLevel(recovered, journal)
})

test('news about known payments are no new payment', async () => {
  const journal = journalWith(2)
  await levelQueue(journal)
  journal.write({ type: 'expired', ids: [id(1)] })
  const recovered = must(await startAt(journal).recover())
  expect(recovered.unannounced).toBeNull()
  await expectLevel(recovered, journal)
})

test('a terminal’s very first start ends with an empty queue and nothing to tell', async () => {
  const journal = fakeJournal()
  await freshDatabase()
  const recovered = must(await startAt(journal).recover())
  expect(recovered.unannounced).toBeNull()
  await expectLevel(recovered, journal)
})

test('a queue that Chromium emptied is filled again', async () => {
  const journal = journalWith(3)
  await freshDatabase()
  const start = startAt(journal)
  const recovered = must(await start.recover())
  expect(recovered.unannounced).toMatchObject({ id: id(3) })
  expect(start.progress.at(-1)).toBe(4)
  await expectLevel(recovered, journal)
})

test('another epoch: what only the queue has goes back to main before anything is cleared', async () => {
  const before = journalWith(3)
  const { db } = await levelQueue(before)
  const journal = fakeJournal(id(0x2e0c))
  journal.accept(acceptedPayment(1))
  const start = startAt(journal)
  start.bridge.answer({
    'journal/adopt': async (request) => {
      expect(await db.payments.count()).toBe(3)
      return journal.answers['journal/adopt'](request)
    },
  })
  const recovered = must(await start.recover())
  const offered = [1, 2, 3].map((n) => ({ ...acceptedPayment(n), rescuedFrom: null }))
  expect(offeredTo(start.bridge)).toEqual([{ payments: offered }])
  expect(replayed(journal.entries).map((payment) => payment.id)).toEqual([id(1), id(2), id(3)])
  // Whoever accepted these was told at the time.
  expect(recovered.unannounced).toBeNull()
  await expectLevel(recovered, journal)
})

test('a queue that is ahead of a journal which lost its end gives the end back', async () => {
  const longer = journalWith(3)
  await levelQueue(longer)
  const journal = journalWith(2)
  const start = startAt(journal)
  const recovered = must(await start.recover())
  expect(offeredTo(start.bridge)).toHaveLength(1)
  expect(replayed(journal.entries).map((payment) => payment.id)).toEqual([id(1), id(2), id(3)])
  await expectLevel(recovered, journal)
})

test('as far as the journal, but with other payments in it', async () => {
  const other = fakeJournal()
  other.accept(acceptedPayment(1), acceptedPayment(9))
  await levelQueue(other)
  const journal = journalWith(2)
  const recovered = must(await startAt(journal).recover())
  expect(new Set(replayed(journal.entries).map((payment) => payment.id))).toEqual(
    new Set([id(1), id(2), id(9)]),
  )
  await expectLevel(recovered, journal)
})

test('rows went missing: that is found behind the counter’s back, and the next start has them again', async () => {
  const journal = journalWith(3)
  const { db } = await levelQueue(journal)
  await db.payments.delete(id(2))
  const first = must(await startAt(journal).recover())
  expect(await first.verify()).toBe(false)
  expect(await first.queue.apply(journal.accept(acceptedPayment(4)))).toMatchObject(
    fail('QUEUE_WRITE_FAILED'),
  )
  const recovered = must(await startAt(journal).recover())
  expect(await recovered.verify()).toBe(true)
  await expectLevel(recovered, journal)
})

test('the start counts no rows', async () => {
  const journal = journalWith(3)
  await levelQueue(journal)
  const open = async () => {
    const db = await openTracked()
    db.payments.count = () => {
      throw new Error('counted')
    }
    return db
  }
  must(await startAt(journal).recover({ open }))
})

test('rows that cannot be read any more are as good as lost', async () => {
  const journal = journalWith(3)
  await levelQueue(journal)
  const unreadable = async () => {
    const db = await openTracked()
    db.payments.where = () => {
      throw new DOMException('Internal error', 'UnknownError')
    }
    return db
  }
  expect(await must(await startAt(journal).recover({ open: unreadable })).verify()).toBe(false)
  const recovered = must(await startAt(journal).recover())
  await expectLevel(recovered, journal)
})

test('a database that refuses even to be distrusted is removed', async () => {
  const journal = journalWith(3)
  const { db } = await levelQueue(journal)
  await db.payments.delete(id(2))
  const open = async () => {
    const readOnly = await openTracked()
    readOnly.meta.delete = () => {
      throw new DOMException('the disk is bad', 'UnknownError')
    }
    return readOnly
  }
  let removed = 0
  const remove = async () => {
    removed += 1
    await removeTracked()
  }
  expect(await must(await startAt(journal).recover({ open, remove })).verify()).toBe(false)
  expect(removed).toBe(1)
  await expectLevel(must(await startAt(journal).recover()), journal)
})

test('the position went missing, or cannot be read', async () => {
  for (const position of [undefined, { epoch: 'torn' }]) {
    const journal = journalWith(3)
    const { db } = await levelQueue(journal)
    await (position ? db.table('meta').put({ key: 'position', position }) : db.meta.clear())
    await expectLevel(must(await startAt(journal).recover()), journal)
  }
})

test('rows that cannot be read, and payments that main will not have, are set aside', async () => {
  const other = fakeJournal(id(0x2e0c))
  other.accept(acceptedPayment(1), acceptedPayment(8))
  const { db } = await levelQueue(other)
  await db.table('payments').put(brokenRow(7))
  const journal = journalWith(1)
  journal.foreign.add(id(8))
  const recovered = must(await startAt(journal).recover())
  const [foreign] = other.entries.slice(2)
  if (foreign?.fact.type !== 'accepted') throw new Error('the second payment')
  const aside = await (await openTracked()).aside.toArray()
  expect(aside).toEqual([brokenRow(7), journaled(foreign.fact.payment)])
  await expectLevel(recovered, journal)
})

test('a payer’s own transfer that the journal has lost is set aside; one that it has comes back with it', async () => {
  const [kept, lost] = [receivedFact(1), receivedFact(2)]
  const before = fakeJournal()
  before.write(kept, lost)
  const { db } = await levelQueue(before)
  const journal = fakeJournal(id(0xe0d))
  journal.write(kept)
  const recovered = must(await startAt(journal).recover())
  await expectLevel(recovered, journal)
  expect(await db.aside.toArray()).toMatchObject([{ id: id(2), signature: null, state: 'confirmed' }])
})

test('a transfer that nobody was told of is told of after the start', async () => {
  const journal = journalWith(1)
  await levelQueue(journal)
  journal.write(receivedFact(2))
  const { unannounced } = must(await startAt(journal).recover())
  expect(unannounced).toMatchObject({ id: id(2), signature: null })
})

test('main cannot take the payments back now: nothing is cleared', async () => {
  const { db } = await levelQueue(journalWith(3))
  const start = startAt(fakeJournal(id(0x2e0c)))
  start.bridge.answer({ 'journal/adopt': () => fail('JOURNAL_WRITE_FAILED') })
  expect(await start.recover()).toEqual(fail('JOURNAL_WRITE_FAILED'))
  expect(await db.payments.count()).toBe(3)
})

test('a database that throws at opening is removed, and a new one filled', async () => {
  const journal = journalWith(3)
  let tries = 0
  const open = async () => {
    tries += 1
    if (tries === 1) throw new DOMException('Internal error opening backing store', 'UnknownError')
    return openTracked()
  }
  const recovered = must(await startAt(journal).recover({ open }))
  await expectLevel(recovered, journal)
})

test('a database that throws in the middle has given back what it had', async () => {
  const other = fakeJournal(id(0x2e0c))
  other.accept(acceptedPayment(1), acceptedPayment(2))
  const first = (await levelQueue(other)).db
  const failing: QueueDatabase = Object.create(first, {
    transaction: { value: () => Promise.reject(new DOMException('the disk is bad', 'AbortError')) },
  })
  const journal = journalWith(1)
  let tries = 0
  const start = startAt(journal)
  const recovered = must(
    await start.recover({
      open: async () => {
        tries += 1
        return tries === 1 ? failing : openTracked()
      },
    }),
  )
  expect(offeredTo(start.bridge)).toHaveLength(1)
  expect(replayed(journal.entries).map((payment) => payment.id)).toEqual([id(1), id(2)])
  await expectLevel(recovered, journal)
})

test('a disk that takes no database at all is named', async () => {
  const open = () => Promise.reject(new DOMException('no space', 'QuotaExceededError'))
  expect(await startAt(journalWith(1)).recover({ open })).toMatchObject(fail('QUEUE_WRITE_FAILED'))
})
