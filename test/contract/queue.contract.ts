import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Queue } from '#renderer/queue/queue.ts'
import type { Fact, JournalEntry } from '#src/journal/entry.ts'
import type { Hex } from '#src/payment/hex.ts'
import { fail, ok } from '#src/result.ts'
import { acceptedPayment, id } from '../fakes/accepted.ts'
import { fakeJournal, journalWith, WRITTEN_AT } from '../fakes/journal.ts'
import { factsFrom, steps } from '../fakes/legal-facts.ts'
import { recount, replayed } from '../fakes/recount.ts'
import { must } from '../fakes/wires.ts'

export interface QueueSetup {
  readonly queue: Queue
  /** The same queue after the program was started again. */
  reopen(): Promise<Queue>
  /** Puts a row into the storage past every check. */
  plant(row: object): Promise<void>
  /** Loses a row without a word, as a damaged storage does. */
  lose(rowId: string): Promise<void>
  /** The rows that were set aside. */
  aside(): Promise<unknown[]>
}

const submitted = (hash: number, ...payments: readonly number[]): Fact => ({
  type: 'submitted',
  batch: {
    hash: id(hash),
    raw: '0x02',
    account: acceptedPayment(1).authorization.from,
    accountNonce: 0,
    payments: payments.map(id),
    signedAtBlock: 1,
  },
})
const refused = (...payments: readonly number[]): Fact => ({
  type: 'refused',
  refusals: payments.map((n) => ({ id: id(n), code: 'PAYER_NO_FUNDS' as const })),
})

/** What every `Queue` does, whatever database it lies in. */
export function queueContract(make: () => Promise<QueueSetup>): void {
  const begin = async (epoch = fakeJournal().epoch) => {
    const setup = await make()
    await setup.queue.restart(epoch, [])
    return setup
  }
  const filled = async (entries: readonly JournalEntry[]) => {
    const setup = await begin()
    must(await setup.queue.apply(entries))
    return setup
  }
  const idsIn = async (queue: Queue) => (await queue.everything()).payments.map((payment) => payment.id)

  test('a new database has no position, and takes nothing before it has one', async () => {
    const { queue } = await make()
    expect(await queue.position()).toBeUndefined()
    expect(await queue.apply(journalWith(1).entries)).toMatchObject(fail('QUEUE_WRITE_FAILED'))
    expect(await idsIn(queue)).toEqual([])
  })

  test('what it has taken is there after a restart of the program', async () => {
    const journal = journalWith(3)
    const { reopen } = await filled(journal.entries)
    const again = await reopen()
    expect(await again.position()).toEqual(journal.head())
    expect((await again.everything()).payments).toEqual(replayed(journal.entries))
    expect(again.summary()).toEqual(recount(replayed(journal.entries)))
  })

  test('the same entries twice are the same as once', async () => {
    const journal = journalWith(3)
    const { queue } = await filled(journal.entries)
    const before = await queue.everything()
    expect(await queue.apply(journal.entries)).toEqual(ok([]))
    expect(must(await queue.apply([...journal.entries, ...journal.accept(acceptedPayment(4))]))).toHaveLength(
      1,
    )
    const after = await queue.everything()
    expect(after.payments.slice(0, 3)).toEqual(before.payments)
    expect(queue.summary()).toEqual(recount(after.payments))
  })

  test('a gap in front of the entries or between them is refused, and changes nothing', async () => {
    const [opened, first, second, third] = journalWith(3).entries
    if (!opened || !first || !second || !third) throw new Error('four entries')
    const { queue } = await filled([opened])
    expect(await queue.apply([second, third])).toMatchObject(fail('QUEUE_WRITE_FAILED'))
    expect(await queue.apply([first, third])).toMatchObject(fail('QUEUE_WRITE_FAILED'))
    expect(await idsIn(queue)).toEqual([])
    expect(await queue.position()).toMatchObject({ seq: 1 })
    must(await queue.apply([first, second, third]))
    expect(await idsIn(queue)).toEqual([id(1), id(2), id(3)])
  })

  test('the earliest deadline goes first, and no more than asked for', async () => {
    const journal = fakeJournal()
    const deadlines = [3000, 1000, 4000, 2000]
    journal.accept(...deadlines.map((validBefore, i) => acceptedPayment(i + 1, { validBefore })))
    const { queue } = await filled(journal.entries)
    expect(await queue.due(10, WRITTEN_AT)).toEqual([id(2), id(4), id(1), id(3)])
    expect(await queue.due(2, WRITTEN_AT)).toEqual([id(2), id(4)])
  })

  test('a refused payment rests for half a minute, then twice as long, and holds up nobody', async () => {
    const journal = journalWith(2)
    journal.write(refused(1))
    const { queue } = await filled(journal.entries)
    expect(await queue.due(10, WRITTEN_AT + 29_999)).toEqual([id(2)])
    expect(await queue.due(10, WRITTEN_AT + 30_000)).toEqual([id(1), id(2)])
    must(await queue.apply(journal.write(refused(1))))
    expect(await queue.due(1, WRITTEN_AT + 59_999)).toEqual([id(2)])
    expect(await queue.due(10, WRITTEN_AT + 60_000)).toEqual([id(1), id(2)])
  })

  test('no payment rests for more than an hour', async () => {
    const journal = journalWith(1)
    journal.write(...Array.from({ length: 40 }, () => refused(1)))
    const { queue } = await filled(journal.entries)
    expect(await queue.due(1, WRITTEN_AT + 3_599_999)).toEqual([])
    expect(await queue.due(1, WRITTEN_AT + 3_600_000)).toEqual([id(1)])
  })

  test('what is on its way is not due; what came back is due at once', async () => {
    const journal = journalWith(2)
    journal.write(submitted(0xba, 1, 2))
    const { queue } = await filled(journal.entries)
    expect(await queue.due(10, WRITTEN_AT)).toEqual([])
    must(await queue.apply(journal.write({ type: 'returned', ids: [id(2)] })))
    expect(await queue.due(10, WRITTEN_AT)).toEqual([id(2)])
  })

  test('a person need not wait until refused payments have rested', async () => {
    const journal = journalWith(2)
    journal.write(refused(1))
    const { queue } = await filled(journal.entries)
    await queue.rouse()
    expect(await queue.due(10, WRITTEN_AT)).toEqual([id(1), id(2)])
    must(await queue.apply(journal.write(refused(1))))
    expect(await queue.due(10, WRITTEN_AT + 59_999)).toEqual([id(2)])
  })

  test('the summary is what one would count, whatever happened and in whatever pages it came', async () => {
    await fc.assert(
      fc.asyncProperty(steps, fc.array(fc.nat(12), { maxLength: 30 }), async (drawn, cuts) => {
        const journal = fakeJournal()
        journal.write(...factsFrom(drawn))
        const { queue, reopen } = await begin()
        let from = 0
        for (const cut of [...cuts, journal.entries.length]) {
          must(await queue.apply(journal.entries.slice(Math.max(0, from - 2), from + cut)))
          from = Math.min(from + cut, journal.entries.length)
        }
        const { payments } = await queue.everything()
        expect(new Set(payments)).toEqual(new Set(replayed(journal.entries)))
        expect(queue.summary()).toEqual(recount(payments))
        expect(await (await reopen()).position()).toEqual(journal.head())
      }),
      { numRuns: 40 },
    )
  })

  test('a restart empties it for the new epoch, and sets aside what it was told to keep', async () => {
    const { queue, aside } = await filled(journalWith(3).entries)
    const keep = [{ id: 'unreadable' }, { id: id(9) }]
    await queue.restart(id(0x2e0c), keep)
    expect(await idsIn(queue)).toEqual([])
    expect(await queue.position()).toMatchObject({ epoch: id(0x2e0c), seq: 0 })
    expect(queue.summary()).toEqual(recount([]))
    expect(await aside()).toEqual(keep)
    await queue.restart(id(0x3e0c), [{ id: 'another' }])
    expect(await aside()).toEqual([...keep, { id: 'another' }])
  })

  test('as long as no row is lost it is complete, wherever ids lie', async () => {
    const { queue, lose } = await begin()
    expect(await queue.isComplete()).toBe(true)
    const nonces = ['00', '03', '04', '7f', 'fc', 'ff'].map((head): Hex => `0x${head}${'5a'.repeat(31)}`)
    const journal = fakeJournal()
    journal.accept(...nonces.map((nonce, i) => acceptedPayment(i + 1, { nonce })))
    must(await queue.apply(journal.entries))
    expect(await queue.isComplete()).toBe(true)
    await lose(nonces[3] ?? '')
    expect(await queue.isComplete()).toBe(false)
  })

  test('payments that come while it counts its rows are not taken for lost or found', async () => {
    const { queue } = await begin()
    const journal = journalWith(20)
    must(await queue.apply(journal.entries))
    const counting = queue.isComplete()
    for (let n = 21; n <= 30; n += 1) must(await queue.apply(journal.accept(acceptedPayment(n))))
    expect(await counting).toBe(true)
  })

  test('one that is distrusted has no position, and takes nothing that would give it one', async () => {
    const journal = journalWith(2)
    const { queue, reopen } = await filled(journal.entries)
    const more = journal.accept(acceptedPayment(3))
    const writing = queue.apply(more)
    await queue.distrust()
    await writing
    expect(await queue.apply(journal.accept(acceptedPayment(4)))).toMatchObject(fail('QUEUE_WRITE_FAILED'))
    const again = await reopen()
    expect(await again.position()).toBeUndefined()
    expect(await idsIn(again)).toEqual(expect.arrayContaining([id(1), id(2)]))
  })

  test('rows that cannot be read are reported and not dropped', async () => {
    const { queue, plant } = await filled(journalWith(2).entries)
    const broken = { id: id(7), state: 'accepted', due: 1, deadline: 1, acceptedAt: 'yesterday' }
    await plant(broken)
    for (let look = 0; look < 2; look += 1) {
      const found = await queue.everything()
      expect(found.payments.map((payment) => payment.id)).toEqual([id(1), id(2)])
      expect(found.broken).toEqual([broken])
    }
  })
}
