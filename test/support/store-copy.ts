import { cp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { emptyFolder } from '../fakes/folder.ts'
import type { Broker } from './nats.ts'

/** What a broker had on its disk at one moment. It is stopped and started again for each of these. */
export interface StoreCopy {
  /** All of it is as it was then. */
  putBack(): Promise<void>
  /**
   * These streams alone have the messages of then, and their consumers have read on: as a power cut leaves it, since the
   * server syncs each file by itself.
   */
  putBackMessages(...streams: readonly string[]): Promise<void>
}

export async function copyStore(broker: Broker): Promise<StoreCopy> {
  const copy = join(emptyFolder(), 'store')

  async function replace(...path: readonly string[]): Promise<void> {
    const place = join(broker.store, ...path)
    await rm(place, { recursive: true })
    await cp(join(copy, ...path), place, { recursive: true })
  }

  await broker.stop()
  await cp(broker.store, copy, { recursive: true })
  await broker.start()
  return {
    async putBack() {
      await broker.stop()
      await replace()
      await broker.start()
    },
    async putBackMessages(...streams) {
      await broker.stop()
      for (const stream of streams) await replace('jetstream', '$G', 'streams', stream, 'msgs')
      await broker.start()
    },
  }
}
