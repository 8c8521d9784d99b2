import type { EmulatedCard } from '#drivers/emulator/emulated-card.ts'
import { type InsertedCard, insertCard } from '#drivers/emulator/vpcd.ts'
import { openPcsc, type PcscReader } from '#drivers/pcsc/driver.ts'
import { systemClock } from '#drivers/system-clock.ts'
import type { ReaderOptions, ReaderSetup } from '../contract/reader.contract.ts'
import { startPcscd, type TestPcscd } from './pcscd.ts'
import { must } from './wires.ts'

export interface PcscReaderSetup extends ReaderSetup {
  readonly service: TestPcscd
  readonly reader: PcscReader
}

const clock = systemClock

/** A reader behind a service of its own, and the hand that lays cards on it. Its wire is the service. */
export async function startPcscReader(options: ReaderOptions = {}, name?: string): Promise<PcscReaderSetup> {
  const service = await startPcscd()
  const reader = must(await openPcsc({ clock, name }))
  return { service, reader, ...createHand(service, 0, options), unplug: () => service.kill() }
}

/** Lays cards into a slot in the order of the calls: a card takes a moment to get there. */
export function createHand({ port }: TestPcscd, slot: number, { cardMs }: ReaderOptions = {}) {
  const slowly = cardMs && { slowly: { clock, cardMs } }
  let laid: Promise<unknown> = Promise.resolve()
  let here: InsertedCard | undefined
  const remove = () => {
    void here?.remove()
    here = undefined
  }
  return {
    place(card: EmulatedCard) {
      remove()
      laid = laid.then(async () => {
        here = must(await insertCard(card, { port: port + slot, ...slowly }))
      })
    },
    /** There is room for one: a second one stays outside. */
    add() {},
    remove,
  }
}
