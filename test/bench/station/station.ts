import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '#drivers/system-clock.ts'
import type { Ride } from '#src/ipc/station.ts'
import type { Address } from '#src/payment/address.ts'
import type { RideReason } from '#src/station/fare.ts'
import { pause } from '#src/time/clock.ts'
import { type Timing, timing } from '../figures.ts'
import { type BenchGate, openBenchGate } from './gate.ts'
import {
  AT_MOST_MS,
  HAND_GONE_MS,
  hands,
  MARGIN_MS,
  MINUTES,
  PASSENGERS,
  type Passenger,
  PER_MINUTE,
  passengers,
  SEED,
  TAP_MS,
} from './queue.ts'

export interface StationFigures {
  /** From the card in the field to the gate's answer, without the card's own time. */
  readonly tapToGreenMs: Timing
  readonly taps: number
  /** Of the taps: those whose card lay there until the next one took its place. */
  readonly closeBehind: number
  /** Taps that did not open the gate before the next passenger came. */
  readonly missed: number
  readonly atMostMs: number
  readonly meets: boolean
  readonly reasons: Readonly<Partial<Record<RideReason, number>>>
}

/** An hour of passengers at the pace of a rush hour, each at their own time, whether the gate keeps up or not. */
export async function measureStation(): Promise<{ station: StationFigures }> {
  const dir = await mkdtemp(join(tmpdir(), 'tapsyr-bench-'))
  const bench = await openBenchGate(dir)
  try {
    return { station: await rushHour(bench, PER_MINUTE * MINUTES) }
  } finally {
    await bench.stop()
    await rm(dir, { recursive: true, force: true })
  }
}

async function rushHour(bench: BenchGate, count: number): Promise<StationFigures> {
  const passenger = passengers(PASSENGERS)
  const hand = hands(SEED)
  const greens: number[] = []
  const reasons: Partial<Record<RideReason, number>> = {}
  const answers = listen(bench)
  let missed = 0
  let closeBehind = 0
  const begun = performance.now()
  for (let n = 0; n < count; n += 1) {
    await pause(systemClock, Math.max(0, begun + n * TAP_MS - performance.now()))
    const { card, address }: Passenger = passenger(n)
    bench.takeCardMs()
    const placed = performance.now()
    bench.chip.place(card)
    const answer = await soonOf(answers.of(address), TAP_MS - MARGIN_MS)
    const green = performance.now() - placed - bench.takeCardMs()
    if (answer) {
      greens.push(green)
      reasons[answer.reason] = (reasons[answer.reason] ?? 0) + 1
    } else missed += 1
    const heldMs = hand()
    if (heldMs === undefined) closeBehind += 1
    else {
      const next = begun + (n + 1) * TAP_MS - performance.now()
      await pause(systemClock, Math.max(0, Math.min(heldMs, next - HAND_GONE_MS)))
      bench.chip.remove()
    }
  }
  answers.stop()
  const tapToGreenMs = timing(greens)
  const meets = missed === 0 && tapToGreenMs.p95 <= AT_MOST_MS
  return { tapToGreenMs, taps: count, closeBehind, missed, atMostMs: AT_MOST_MS, meets, reasons }
}

/** Waits at the gate anew after each answer, as the page does. */
function listen({ gate }: BenchGate) {
  let isOver = false
  let wanted: { readonly card: Address; readonly green: (ride: Ride) => void } | undefined
  const listening = async () => {
    while (!isOver) {
      const answer = await gate.ride()
      if (answer.ok && answer.value.card === wanted?.card) wanted.green(answer.value)
    }
  }
  void listening()
  return {
    /** The next green of that card. */
    of: (card: Address) =>
      new Promise<Ride>((green) => {
        wanted = { card, green }
      }),
    stop() {
      isOver = true
      gate.stop()
    },
  }
}

/** The answer, or undefined when the next passenger comes first. */
const soonOf = (waiting: Promise<Ride>, ms: number): Promise<Ride | undefined> =>
  Promise.race([waiting, pause(systemClock, ms).then(() => undefined)])
