import { readFile } from 'node:fs/promises'
import type { Clock } from '#src/time/clock.ts'
import { writeDurably } from '../files/durable.ts'
import type { Remembered } from '../journal/journal.ts'
import { seal, unseal } from './seal.ts'

/**
 * How far a journal had come, kept outside its folder. When the journal has lost payments, this
 * tells which receipts had been given out.
 */
export interface Witness extends Remembered {
  readonly lastReceiptNumber: number
}

export const witnessPath = (journalDir: string): string => `${journalDir}.witness`

/** What the fleet has seen of a journal that went further than the one that is here (main/fleet/older.ts). */
export const fleetWitnessPath = (journalDir: string): string => `${journalDir}.fleet-witness`

export async function readWitness(path: string): Promise<Witness | undefined> {
  const text = unseal(await readFile(path, 'utf8').catch(() => ''))
  return text === undefined ? undefined : JSON.parse(text)
}

const textOf = ({ epoch, ledgerId, seq, lastReceiptNumber }: Witness): string =>
  seal(JSON.stringify({ epoch, ledgerId, seq, lastReceiptNumber }))

export const writeWitness = (path: string, witness: Witness): Promise<void> =>
  writeDurably(path, textOf(witness))

export interface WitnessWriter {
  /** Something was written to the journal. */
  note(): void
  /** Writes what is still to be written. Never rejects. */
  finish(): Promise<void>
}

/** One sale after another must not wait for it, so it is a second behind. */
const DELAY_MS = 1000

export interface WitnessParts {
  readonly path: string
  readonly clock: Clock
  readonly now: () => Witness
  readonly log: (message: string) => void
}

export function createWitnessWriter({ path, clock, now, log }: WitnessParts): WitnessWriter {
  let cancel: (() => void) | undefined
  let last: Promise<void> = Promise.resolve()

  function write(): void {
    cancel = undefined
    last = last
      .then(() => writeWitness(path, now()))
      .catch((error: unknown) => log(`${path} could not be written: ${error}`))
  }

  return {
    note() {
      cancel ??= clock.after(DELAY_MS, write)
    },
    finish() {
      cancel?.()
      if (cancel) write()
      return last
    },
  }
}
