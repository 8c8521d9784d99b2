import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { z } from 'zod'
import { systemClock } from '#drivers/system-clock.ts'
import { launchKiosk } from '#simulator/kiosk.ts'
import { laySerialCable } from '#simulator/serial-cable.ts'
import { STATION } from '#simulator/station-config.ts'
import type { World } from '#simulator/world.ts'
import type { configSchema } from '#src/config/schema.ts'
import { pause } from '#src/time/clock.ts'
import { round, type Timing, timing } from '../figures.ts'
import { memoryOf } from '../memory.ts'
import { fundAll } from '../scale/payers.ts'
import { type Books, booksOf } from './books.ts'
import { type PageWatch, watchPage } from './page-watch.ts'
import {
  AT_MOST_MS,
  HAND_GONE_MS,
  hands,
  MARGIN_MS,
  MINUTES,
  PASSENGERS,
  PER_MINUTE,
  passengers,
  SEED,
  TAP_MS,
} from './queue.ts'
import { type BenchReader, plugInBenchReader } from './reader.ts'

export interface StationScreenFigures {
  /** From the card being laid down to its green result painted in the page, without the card's own time. */
  readonly tapToGreenMs: Timing & { readonly max: number }
  readonly taps: number
  /** Of the taps: those whose card lay there until the next one took its place. */
  readonly closeBehind: number
  /** Taps that showed no green before the next passenger came. */
  readonly missed: number
  /** Results that came too late for their tap. */
  readonly late: number
  readonly atMostMs: number
  readonly books: Books
  readonly memoryMb: { readonly start: number; readonly end: number }
  readonly meets: boolean
}

type Rush = Omit<StationScreenFigures, 'books' | 'memoryMb' | 'meets'>

/** The rush hour at the whole terminal: window, queue, printer and settlement run as they would at a gate. */
export async function measureStationScreen(world: World, dir: string): Promise<StationScreenFigures> {
  const cable = await laySerialCable(dir, 'gate-reader')
  const reader = plugInBenchReader(cable.link)
  const configPath = await configOfStation(world, dir, cable.path)
  const passenger = passengers(PASSENGERS)
  await fundAll(
    world,
    Array.from({ length: PASSENGERS }, (_, n) => passenger(n).address),
  )
  const kiosk = await launchKiosk({ configPath, userDataDir: join(dir, 'station') })
  try {
    await kiosk.page.locator('.ride__tap').waitFor({ timeout: 60_000 })
    const start = await memoryOf(kiosk.pid)
    const rush = await rushHour(reader, await watchPage(kiosk.page), PER_MINUTE * MINUTES)
    const end = await memoryOf(kiosk.pid)
    const books = await booksOf(kiosk.page)
    const isBooked = books.rides === rush.taps && books.payments === books.queued
    const meets = rush.missed === 0 && isBooked && rush.tapToGreenMs.p95 <= AT_MOST_MS
    return { ...rush, books, memoryMb: { start, end }, meets }
  } finally {
    await kiosk.close()
    await cable.close()
  }
}

async function rushHour(reader: BenchReader, watch: PageWatch, count: number): Promise<Rush> {
  const passenger = passengers(PASSENGERS)
  const hand = hands(SEED)
  const greens: number[] = []
  let missed = 0
  let closeBehind = 0
  let late = 0
  const begun = performance.now() + TAP_MS
  for (let n = 0; n < count; n += 1) {
    await pause(systemClock, Math.max(0, begun + n * TAP_MS - performance.now()))
    late += await watch.drop()
    reader.takeCardMs()
    const placed = performance.now()
    reader.chip.place(passenger(n).card)
    const shown = await watch.next(TAP_MS - MARGIN_MS)
    if (shown?.isGreen) greens.push(watch.here(shown.at) - placed - reader.takeCardMs())
    else missed += 1
    const heldMs = hand()
    if (heldMs === undefined) closeBehind += 1
    else {
      const next = begun + (n + 1) * TAP_MS - performance.now()
      await pause(systemClock, Math.max(0, Math.min(heldMs, next - HAND_GONE_MS)))
      reader.chip.remove()
    }
    if ((n + 1) % (PER_MINUTE * 5) === 0) tell(n + 1, missed, greens)
  }
  const tapToGreenMs = { ...timing(greens), max: round(Math.max(...greens)) }
  return { tapToGreenMs, taps: count, closeBehind, missed, late, atMostMs: AT_MOST_MS }
}

/** Every five minutes: an hour is long. */
const tell = (taps: number, missed: number, greens: readonly number[]): void =>
  console.log(`  ${taps} taps, ${missed} missed, ${JSON.stringify(timing(greens))}`)

/** A validator at a gate, with the simulated station's fares and the bench's own reader. */
async function configOfStation(world: World, dir: string, readerPath: string): Promise<string> {
  const config: z.input<typeof configSchema> = JSON.parse(await readFile(world.configPath, 'utf8'))
  Object.assign(config, STATION)
  if (config.station) Object.assign(config.station, { cap: '350', transferMinutes: 10, validator: true })
  config.devices = { ...config.devices, reader: { driver: 'pn532', path: readerPath } }
  const path = join(dir, 'station.json')
  await writeFile(path, JSON.stringify(config), { mode: 0o600 })
  return path
}
