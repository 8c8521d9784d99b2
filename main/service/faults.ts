import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { ERROR_CODES, type ErrorCode } from '#src/errors/codes.ts'
import type { Fault } from '#src/ipc/maintenance.ts'
import type { Clock } from '#src/time/clock.ts'
import { writeDurably } from '../files/durable.ts'

/** The last things that went wrong, over restarts too. */
export interface Faults {
  /** Something in `where` went wrong. The same again, with nothing else in between there, is no news. */
  note(where: string, code: ErrorCode, detail?: string): void
  /** Something there went well: the next fault there is news. */
  clear(where: string): void
  /** Newest first. */
  all(): readonly Fault[]
  /** Writes what is not yet on disk. */
  finish(): Promise<void>
}

const KEPT = 200
const DETAIL = 300
/** A shaky cable makes many: the disk hears of them together. */
const WRITE_AFTER_MS = 5000

const faultsSchema = z
  .array(
    z.strictObject({
      at: z.int().nonnegative(),
      code: z.enum(ERROR_CODES),
      where: z.string(),
      detail: z.string().nullable(),
    }),
  )
  .max(KEPT)

interface FaultParts {
  readonly clock: Clock
  readonly log: (message: string) => void
  /** Each that is news. */
  readonly onNote?: (where: string, code: ErrorCode) => void
}

export async function openFaults(path: string, { clock, log, onNote }: FaultParts): Promise<Faults> {
  let faults: readonly Fault[] = await read(path)
  const last = new Map<string, ErrorCode>()
  let cancel: (() => void) | undefined
  let writing: Promise<void> = Promise.resolve()

  function save(): void {
    cancel = undefined
    const text = JSON.stringify(faults)
    writing = writing
      .then(() => writeDurably(path, text))
      .catch((error: unknown) => log(`the list of faults is not kept: ${error}`))
  }

  return {
    note(where, code, detail) {
      if (last.get(where) === code) return
      last.set(where, code)
      onNote?.(where, code)
      faults = [{ at: clock.now(), code, where, detail: detail?.slice(0, DETAIL) ?? null }, ...faults].slice(
        0,
        KEPT,
      )
      cancel ??= clock.after(WRITE_AFTER_MS, save)
    },
    clear: (where) => void last.delete(where),
    all: () => faults,
    async finish() {
      if (cancel) {
        cancel()
        save()
      }
      await writing
    },
  }
}

/** A list that cannot be read is begun anew: it is only told from. */
async function read(path: string): Promise<readonly Fault[]> {
  try {
    const parsed = faultsSchema.safeParse(JSON.parse(await readFile(path, 'utf8')))
    return parsed.success ? parsed.data : []
  } catch {
    return []
  }
}
