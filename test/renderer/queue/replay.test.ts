import { expect, test } from 'vitest'
import { replay } from '#renderer/queue/replay.ts'
import type { JournalEntry } from '#src/journal/entry.ts'
import { fail, ok } from '#src/result.ts'
import { fakeBridge } from '../../fakes/bridge.ts'
import { journalWith } from '../../fakes/journal.ts'
import { replayed } from '../../fakes/recount.ts'

test('a long journal is read page by page, and its newest payment named', async () => {
  const journal = journalWith(4100)
  const applied: JournalEntry[] = []
  const progress: number[] = []
  const queue = {
    async apply(entries: readonly JournalEntry[]) {
      applied.push(...entries)
      return ok(replayed(entries))
    },
  }
  const parts = {
    bridge: fakeBridge(journal.answers),
    onProgress: (restored: number) => void progress.push(restored),
  }
  expect(await replay(queue, 0, parts)).toMatchObject(ok({ receipt: '001-004100' }))
  expect(applied).toEqual(journal.entries)
  expect(progress).toEqual([2000, 4000, 4101])
})

test('a page that the disk refuses ends it', async () => {
  const queue = { apply: async () => fail('QUEUE_WRITE_FAILED') }
  const bridge = fakeBridge(journalWith(1).answers)
  expect(await replay(queue, 0, { bridge })).toEqual(fail('QUEUE_WRITE_FAILED'))
})
