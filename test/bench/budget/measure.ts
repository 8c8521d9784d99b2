import { sha256 } from '@noble/hashes/sha2.js'
import { selectPaymentCard } from '#drivers/card/select.ts'
import type { EmulatedCard } from '#drivers/emulator/emulated-card.ts'
import { addressOf } from '#src/payment/address.ts'
import { proveSigner, type RecoverPublicKey } from '#src/payment/signature.ts'
import { pause } from '#src/time/clock.ts'
import { must } from '../../fakes/wires.ts'
import { type Busy, type Parts, type Span, split } from './account.ts'
import type { BenchReader } from './bench-reader.ts'
import { preciseClock } from './precise-clock.ts'
import { type CardTimes, createTimedCard } from './timed-card.ts'

export const STAGES = ['poll', 'select', 'sign', 'verify'] as const
export type Stage = (typeof STAGES)[number]

/** One tap: each stage in parts, in milliseconds. */
export interface Tap {
  readonly stages: Readonly<Record<Stage, Parts>>
  /** What is left of the same tap without its driver: the bench's own delays, and the system's. Of every fourth tap. */
  readonly withoutDriver: number | undefined
}

export interface TapParts {
  readonly bench: BenchReader
  /** Whatever the card, the reader's line and its searches have noted. */
  readonly busy: Busy[]
  readonly makeCard: () => EmulatedCard
  readonly times: CardTimes
  readonly recover: RecoverPublicKey
}

const never = new AbortController().signal

/** A card comes at any moment of a search: the moments are spread evenly over this time, more than a search takes. */
const SPREAD_MS = 240
const SETTLED_MS = 30
/** The median of as many is well known, and they take their time. */
const REPEAT_EVERY = 4
const GOLDEN = (Math.sqrt(5) - 1) / 2

/** The number of the tap decides what is signed, and when the card comes. */
export async function measureTap(parts: TapParts, n: number): Promise<Tap> {
  const stages = await tapOnce(parts, n)
  await takeAway(parts.bench)
  if (n % REPEAT_EVERY > 0) return { stages, withoutDriver: undefined }
  const withoutDriver = await tapWithoutDriver(parts)
  await takeAway(parts.bench)
  return { stages, withoutDriver }
}

async function tapOnce(
  { bench, busy, makeCard, times, recover }: TapParts,
  n: number,
): Promise<Tap['stages']> {
  const card = createTimedCard(makeCard(), times, (one) => busy.push(one))
  const digest = sha256(Uint8Array.of(n >> 8, n & 0xff))
  busy.length = 0
  bench.begin()
  const waiting = bench.reader.waitForCard(never)
  await pause(preciseClock, SETTLED_MS + ((n * GOLDEN) % 1) * SPREAD_MS)
  const placing = bench.place(card)
  const field = must(await waiting)
  const found = performance.now()
  bench.found()
  const selected = must(await selectPaymentCard(field))
  const known = performance.now()
  const signature = must(await selected.sign(digest))
  const signed = performance.now()
  must(proveSigner(digest, signature, addressOf(selected.publicKey), recover))
  const proven = performance.now()
  bench.end()
  const placed = await placing
  return {
    poll: split(busy, { from: placed, to: found }),
    select: splitTalk(busy, { from: found, to: known }),
    sign: splitTalk(busy, { from: known, to: signed }),
    verify: splitTalk(busy, { from: signed, to: proven }),
  }
}

async function tapWithoutDriver({ bench, busy, makeCard, times }: TapParts): Promise<number> {
  busy.length = 0
  const card = createTimedCard(makeCard(), times, (one) => busy.push(one))
  const [searched, found, signed] = await bench.repeat(card)
  const poll = split(busy, { from: searched, to: found })
  return poll.rest + splitTalk(busy, { from: found, to: signed }).rest
}

/** Behind the poll the device searches no more: what it needs beyond the card's time is nobody's due. */
const splitTalk = (busy: readonly Busy[], window: Span): Parts =>
  split(
    busy.filter(({ kind }) => kind !== 'search'),
    window,
  )

async function takeAway({ reader, remove }: BenchReader): Promise<void> {
  remove()
  must(await reader.waitForRemoval(never))
}
