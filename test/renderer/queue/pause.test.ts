import 'fake-indexeddb/auto'
import { expect, test } from 'vitest'
import { createPauseStore } from '#renderer/queue/pause.ts'
import { createQueue } from '#renderer/queue/queue.ts'
import { id } from '../../fakes/accepted.ts'
import { freshDatabase } from '../../fakes/queue.ts'
import { fakeStorage } from '../../fakes/storage.ts'

test('nobody has paused anything at first', async () => {
  expect(await createPauseStore(await freshDatabase(), fakeStorage()).read()).toBe(false)
})

test('it is kept when the queue is rebuilt, and when its whole database is lost', async () => {
  const storage = fakeStorage()
  const db = await freshDatabase()
  await createPauseStore(db, storage).write(true)
  await createQueue(db).restart(id(0xe0c), [])
  expect(await createPauseStore(db, fakeStorage()).read()).toBe(true)
  expect(await createPauseStore(await freshDatabase(), storage).read()).toBe(true)
})

test('of two copies the later counts, whichever it is', async () => {
  const stale = fakeStorage()
  const db = await freshDatabase()
  const first = createPauseStore(db, stale)
  await first.write(true)
  const second = createPauseStore(db, fakeStorage())
  await second.read()
  await second.write(false)
  expect(await createPauseStore(db, stale).read()).toBe(false)
})

test('a storage that refuses, or holds something else, is no obstacle', async () => {
  const broken = {
    getItem: () => '{"paused":"yes"',
    setItem: () => {
      throw new DOMException('full', 'QuotaExceededError')
    },
  }
  const db = await freshDatabase()
  const store = createPauseStore(db, broken)
  expect(await store.read()).toBe(false)
  await store.write(true)
  expect(await createPauseStore(db, broken).read()).toBe(true)
})

test('a database that is gone leaves the storage to hold it', async () => {
  const storage = fakeStorage()
  const db = await freshDatabase()
  db.close()
  const store = createPauseStore(db, storage)
  expect(await store.read()).toBe(false)
  await store.write(true)
  expect(await createPauseStore(await freshDatabase(), storage).read()).toBe(true)
})
