import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import type { Fact } from '#src/journal/entry.ts'
import { jsonOf } from '../config/mask.ts'
import { writeDurably } from '../files/durable.ts'
import type { Ledger } from '../ledger/ledger.ts'

type What = Extract<Fact, { type: 'noted' }>['what']

/** Notes in the journal what the terminal has not taken of its fleet, so that the operator hears of it. */
export interface Refusals {
  /**
   * Hears again and again how it stands: why the newest is refused, or null while what is there counts. Each refusal is
   * noted once until something counts again, over restarts too.
   */
  readonly of: (what: What) => (why: string | null) => void
  /** Resolves when nothing is being written any more. */
  settled(): Promise<void>
}

export interface RefusalsParts {
  readonly path: string
  readonly ledger: Pick<Ledger, 'record'>
  /** The journal has entries that no screen has asked for. */
  readonly onWritten: () => void
  readonly log: (message: string) => void
}

/** Room of a note's detail. */
const MOST_LETTERS = 400

/** By what it is of, the refusal that was last written into the journal. */
const toldSchema = z.record(z.string(), z.string())

/** A file that cannot be read is begun anew: a refusal is only noted once more. */
export async function openRefusals({ path, ledger, onWritten, log }: RefusalsParts): Promise<Refusals> {
  const text = await readFile(path, 'utf8').catch(() => null)
  const told = new Map(Object.entries(toldSchema.safeParse(jsonOf(text)).data ?? {}))
  let last: Promise<void> = Promise.resolve()

  async function hear(what: What, why: string | null): Promise<void> {
    const detail = why === null ? undefined : `refused: ${why}`.slice(0, MOST_LETTERS)
    if (told.get(what) === detail) return
    if (detail === undefined) told.delete(what)
    else {
      const written = await ledger.record({ type: 'noted', what, by: null, detail })
      if (!written.ok) return
      onWritten()
      told.set(what, detail)
    }
    await writeDurably(path, JSON.stringify(Object.fromEntries(told)))
  }

  return {
    of: (what) => (why) => {
      last = last
        .then(() => hear(what, why))
        .catch((error: unknown) => log(`that something was refused is not kept: ${error}`))
    },
    settled: () => last,
  }
}
