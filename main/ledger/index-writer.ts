import { rmSync } from 'node:fs'
import { setImmediate } from 'node:timers/promises'
import type { Clock } from '#src/time/clock.ts'
import type { Journal } from '../journal/journal.ts'
import type { PlacedEntry } from '../journal/segments.ts'
import { indexPath, writeIndex } from './index-file.ts'
import { mergeRecords } from './records.ts'
import type { Tally } from './tally.ts'

/** Keeps the index near the journal's end, in the background. */
export interface IndexWriter {
  /** A line was written behind the index. */
  note(line: PlacedEntry): void
  /** Writes the index if a line is not in it yet. Never rejects. */
  finish(): Promise<void>
  /** The journal is damaged: the next start must read all of it. */
  abandon(): void
}

/** How far the index may fall behind: what a start has to read on top of it. */
export interface Lag {
  readonly lines: number
  readonly bytes: number
}
export const MAX_LAG: Lag = { lines: 1000, bytes: 4 * 1024 * 1024 }

/** An index that was found too old is not written while the program still starts. */
const AFTER_START_MS = 5000

export interface IndexWriterParts {
  readonly dir: string
  readonly journal: Pick<Journal, 'mark'>
  readonly tally: Tally
  readonly clock: Clock
  readonly log: (message: string) => void
  readonly maxLag: Lag
  /** How far it is behind at the start. */
  readonly lag: Lag
}

export function createIndexWriter(parts: IndexWriterParts): IndexWriter {
  const { dir, journal, tally, clock, log, maxLag } = parts
  const path = indexPath(dir)
  let lag = parts.lag
  let writing: Promise<void> | undefined
  let abandoned = false

  const isTooOld = () => lag.lines >= maxLag.lines || lag.bytes >= maxLag.bytes
  const cancel = isTooOld() ? clock.after(AFTER_START_MS, () => void write()) : () => undefined

  /** One at a time. What is written is how all stood at one moment; sales go on meanwhile. */
  function write(): Promise<void> {
    writing ??= writeNow()
      .catch((error: unknown) => log(`the journal's index could not be written: ${error}`))
      .finally(() => {
        writing = undefined
      })
    return writing
  }

  async function writeNow(): Promise<void> {
    const mark = journal.mark()
    const summary = tally.summary()
    const till = tally.till()
    const returns = tally.returns()
    const riders = tally.riders.snapshot()
    const exposure = tally.exposure.snapshot()
    const batches = tally.batches.places()
    const snapshot = tally.payments.snapshot()
    lag = { lines: 0, bytes: 0 }
    const table = await mergeRecords(snapshot.table, snapshot.changed, () => setImmediate())
    await writeIndex(path, {
      ...{ table, moving: snapshot.moving, batches, summary, till, returns, riders, exposure, mark },
    })
    if (abandoned) rmSync(path, { force: true })
    tally.payments.replaceTable(table, snapshot)
  }

  return {
    note({ place }) {
      lag = { lines: lag.lines + 1, bytes: lag.bytes + place.length }
      if (isTooOld() && !abandoned) void write()
    },
    async finish() {
      cancel()
      await writing
      if (lag.lines > 0 && !abandoned) await write()
    },
    abandon() {
      abandoned = true
      cancel()
      rmSync(path, { force: true })
    },
  }
}
