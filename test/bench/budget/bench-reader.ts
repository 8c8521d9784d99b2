import type { CardReader } from '#src/device/reader.ts'
import type { Note } from './line.ts'
import type { TimedCard } from './timed-card.ts'

/** Lays a card on the reader, and gives the moment in which it lies there. */
export type Place = (card: TimedCard) => Promise<number>

/** A reader to tap cards on, and the same wire for nobody's driver. */
export interface BenchReader {
  readonly name: string
  readonly reader: CardReader
  readonly place: Place
  remove(): void
  /** What goes over the wire from here to `end` is what `repeat` says again. */
  begin(): void
  /** The driver has found the card just now. */
  found(): void
  end(): void
  /**
   * The last tap once more without its driver: the same bytes are sent, as many are waited for, and
   * nobody looks at them. The card lies there before the search begins, which then ends at once. Gives
   * the moments in which the search began, the card was found, and had signed.
   */
  repeat(card: TimedCard): Promise<readonly [searched: number, found: number, signed: number]>
  close(): Promise<void>
}

/** Opens one; what its line and its searches take goes to `note`. */
export type OpenBenchReader = (note: Note) => Promise<BenchReader>
