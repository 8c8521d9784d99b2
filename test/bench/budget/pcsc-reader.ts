import { type InsertedCard, insertCard } from '#drivers/emulator/vpcd.ts'
import { openPcsc } from '#drivers/pcsc/driver.ts'
import { openService, type Service } from '#drivers/pcsc/service.ts'
import { untilSlot } from '#drivers/pcsc/waiting.ts'
import { systemClock } from '#drivers/system-clock.ts'
import { startPcscd, whyNoPcscd } from '../../fakes/pcscd.ts'
import { must } from '../../fakes/wires.ts'
import type { BenchReader } from './bench-reader.ts'
import type { Note } from './line.ts'
import { preciseClock } from './precise-clock.ts'
import type { TimedCard } from './timed-card.ts'

export const PCSC_NAME = 'PC/SC, pcscd with a virtual reader'

export const whyNoPcsc = whyNoPcscd

/**
 * A reader behind pcscd. No line is paced: a USB reader's takes a frame of a millisecond each way,
 * and the virtual one's is a socket. The service looks for cards from time to time; what passes
 * until it tells of one is its search, and everything after that counts, pcscd's own work included.
 */
export async function openBenchPcsc(note: Note): Promise<BenchReader> {
  const daemon = await startPcscd()
  const reader = must(await openPcsc({ clock: systemClock }))
  const service = must(await openService())
  let here: InsertedCard | undefined
  let apdus: Uint8Array[] = []
  let last: readonly Uint8Array[] = []

  const place = async (timed: TimedCard): Promise<number> => {
    const told = untilSlot(service, reader.name, 'card', never)
    const inserted = await insertCard(timed.card, {
      port: daemon.port,
      shortAnswers: true,
      slowly: { clock: preciseClock, cardMs: timed.cardMs },
      onExchange: (apdu) => apdus.push(apdu.slice()),
    })
    const from = performance.now()
    void told.then(() => note({ kind: 'search', from, to: performance.now() }))
    here = must(inserted)
    return from
  }

  return {
    name: PCSC_NAME,
    reader,
    place,
    remove() {
      void here?.remove()
      here = undefined
    },
    begin() {
      apdus = []
    },
    found() {},
    end() {
      last = [...apdus]
    },
    async repeat(card) {
      const told = untilSlot(service, reader.name, 'card', never)
      const placed = await place(card)
      must(await told)
      const found = performance.now()
      await talk(service, reader.name, last)
      return [placed, found, performance.now()]
    },
    async close() {
      await reader.close()
      service.close()
      await daemon.kill()
    },
  }
}

const never = new AbortController().signal

/** The same calls into the system as the driver's, with nothing around them. */
async function talk(service: Service, reader: string, commands: readonly Uint8Array[]): Promise<void> {
  const card = await service.connect(reader)
  await card.begin()
  await card.atr()
  for (const command of commands) await card.transmit(command)
  // Not awaited, and not measured: the driver's tap ends before it too.
  void card.leave()
}
