import type { EmulatedCard } from '#drivers/emulator/emulated-card.ts'
import { emulateNeo } from '#drivers/emulator/neo.ts'
import { emulatePn532 } from '#drivers/emulator/pn532.ts'
import { memoryReportLinks } from '#drivers/link/memory-reports.ts'
import { openNeo } from '#drivers/neo/driver.ts'
import { neoOverHid } from '#drivers/neo/over-hid.ts'
import { openPn532 } from '#drivers/pn532/driver.ts'
import { systemClock } from '#drivers/system-clock.ts'
import type { Link } from '#src/device/link.ts'
import type { CardReader } from '#src/device/reader.ts'
import type { ReportLink } from '#src/device/report-link.ts'
import { must, serialWire } from '../../fakes/wires.ts'
import type { BenchReader, OpenBenchReader } from './bench-reader.ts'
import { type Note, pacedLink, pacedReports } from './line.ts'
import { preciseClock } from './precise-clock.ts'
import { type Exchange, type Recorder, recordLink } from './recorder.ts'
import type { TimedCard } from './timed-card.ts'

const clock = systemClock

/** The reader's emulator, of any kind. */
interface Device {
  place(card: EmulatedCard): void
  remove(): void
}

type CardMs = (apdu: Uint8Array) => number

/** Over pseudo terminals, so that the system's part and serialport's are measured with the driver. */
export const openBenchPn532: OpenBenchReader = async (note) => {
  const { near, far, unplug } = await serialWire()
  const recorder = recordLink(near)
  const bench = prepare({ name: 'PN532, serial 115200', recorder, unplug, note })
  const device = emulatePn532(recorder.count(pacedLink(far, bench.note)), {
    clock: preciseClock,
    cardMs: bench.cardMs,
  })
  return bench.with(device, must(await openPn532(recorder.link, { clock })))
}

export const openBenchNeo: OpenBenchReader = async (note) => {
  const { near, far, unplug } = await serialWire()
  const recorder = recordLink(near)
  const bench = prepare({ name: 'NEO, serial 115200', recorder, unplug, note })
  const device = emulateNeo(recorder.count(pacedLink(far, bench.note)), {
    clock: preciseClock,
    cardMs: bench.cardMs,
  })
  return bench.with(device, must(await openNeo(recorder.link, { clock })))
}

/** Over reports in memory: a HID device of the system's needs a kernel that can make one. */
export const openBenchNeoOverHid: OpenBenchReader = async (note: Note) => {
  const [near, far] = memoryReportLinks()
  const recorder = recordLink(asLink(near))
  const bench = prepare({ name: 'NEO, HID reports', recorder, unplug: far.close, note })
  const paced = neoOverHid(asReports(recorder.count(asLink(pacedReports(far, bench.note)))))
  const device = emulateNeo(paced, { clock: preciseClock, cardMs: bench.cardMs })
  return bench.with(device, must(await openNeo(neoOverHid(asReports(recorder.link)), { clock })))
}

const asLink = ({ onReport, ...rest }: ReportLink): Link => ({ ...rest, onData: onReport })
const asReports = ({ onData, ...rest }: Link): ReportLink => ({ ...rest, onReport: onData })

interface BenchParts {
  readonly name: string
  readonly recorder: Recorder
  readonly unplug: () => Promise<unknown>
  readonly note: Note
}

function prepare({ name, recorder, unplug, note }: BenchParts) {
  let lying: TimedCard | undefined
  let foundAt = 0
  let last: readonly Exchange[] = []
  let searchedAt: number | undefined

  const noteSearch: Note = (busy) => {
    if (busy.kind === 'search') searchedAt ??= busy.from
    note(busy)
  }

  const cardMs: CardMs = (apdu) => lying?.cardMs(apdu) ?? 0

  const layDown = (device: Device, card: TimedCard): number => {
    lying = card
    const at = performance.now()
    device.place(card.card)
    return at
  }

  const withDevice = (device: Device, reader: CardReader): BenchReader => ({
    name,
    reader,
    place: async (card) => layDown(device, card),
    remove: device.remove,
    begin: recorder.clear,
    found() {
      // The search that found the card is the last command until then.
      foundAt = recorder.exchanges.length - 1
    },
    end() {
      last = recorder.exchanges.slice(foundAt)
    },
    async repeat(card) {
      const [search, ...others] = last
      if (!search) throw new Error('nothing to repeat')
      const wire = recorder.take()
      layDown(device, card)
      searchedAt = undefined
      wire.send(search.sent)
      await wire.hear(search.answered)
      const found = performance.now()
      for (const { sent, answered } of others) {
        wire.send(sent)
        await wire.hear(answered)
      }
      const signed = performance.now()
      recorder.giveBack()
      return [searchedAt ?? found, found, signed]
    },
    async close() {
      await reader.close()
      await unplug()
    },
  })
  return { cardMs, note: noteSearch, with: withDevice }
}
