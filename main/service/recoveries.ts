import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import type { ErrorCode } from '#src/errors/codes.ts'
import { RECOVERY_KINDS, type Recovered, type RecoveryKind } from '#src/ipc/maintenance.ts'
import type { Clock } from '#src/time/clock.ts'
import { writeDurably } from '../files/durable.ts'
import { SUSPECT_AFTER } from '../files/renew-profile.ts'
import type { Faults } from './faults.ts'

/** What the terminal has mended by itself, over restarts too. */
export interface Recoveries {
  /** Something was lost: a line among the faults. */
  lost(kind: RecoveryKind, detail?: string): void
  /** It works again: counted. */
  recovered(kind: RecoveryKind): void
  /** The page is left alone for a while: a line among the faults. */
  failing(): void
  /** The page is on the screen: this start has come to something. */
  started(): void
  /** Oldest first, the last hundred. */
  all(): readonly Recovered[]
  /** How often each, ever. */
  totals(): Readonly<Record<RecoveryKind, number>>
  /** The page cannot be brought back: the next start suspects Chromium's files. */
  hopeless(): void
  /** The program ends as it should; what is not yet on disk is written. */
  finish(): Promise<void>
}

const KEPT = 100

const CODES: Readonly<Record<RecoveryKind, ErrorCode>> = {
  page: 'PAGE_GONE',
  hung: 'PAGE_HUNG',
  memory: 'PAGE_MEMORY',
  gpu: 'GPU_GONE',
  helper: 'HELPER_GONE',
  program: 'PROGRAM_KILLED',
  profile: 'PROFILE_RENEWED',
}
export const codeOfRecovery = (kind: RecoveryKind): ErrorCode => CODES[kind]

const count = z.int().nonnegative()
const fileSchema = z.strictObject({
  /** False when it ended as it should. */
  running: z.boolean(),
  /** So many starts in a row have brought no page to the screen. */
  vain: count,
  totals: z.partialRecord(z.enum(RECOVERY_KINDS), count),
  recent: z.array(z.strictObject({ at: count, kind: z.enum(RECOVERY_KINDS) })).max(KEPT),
})
type Kept = z.infer<typeof fileSchema>

export interface RecoveryParts {
  readonly clock: Clock
  readonly faults: Pick<Faults, 'note' | 'clear'>
  readonly log: (message: string) => void
  /** Told of each. */
  readonly onRecovered?: (kind: RecoveryKind) => void
}

export async function openRecoveries(path: string, parts: RecoveryParts): Promise<Recoveries> {
  const { clock, faults, log, onRecovered } = parts
  const before = await read(path)
  let kept: Kept = { ...(before ?? NOTHING), running: true, vain: (before?.vain ?? 0) + 1 }
  let writing: Promise<void> = Promise.resolve()

  function save(change: Partial<Kept>): void {
    kept = { ...kept, ...change }
    const text = JSON.stringify(kept)
    writing = writing
      .then(() => writeDurably(path, text))
      .catch((error: unknown) => log(`what was mended is not kept: ${error}`))
  }

  function lost(kind: RecoveryKind, detail?: string): void {
    // Each one is news, also where it is the same again.
    faults.clear(kind)
    faults.note(kind, CODES[kind], detail)
  }

  function recovered(kind: RecoveryKind): void {
    const recent = [...kept.recent, { at: clock.now(), kind }].slice(-KEPT)
    save({ recent, totals: { ...kept.totals, [kind]: (kept.totals[kind] ?? 0) + 1 } })
    onRecovered?.(kind)
  }

  save({})
  if (before?.running) {
    lost('program')
    recovered('program')
  }
  return {
    lost,
    recovered,
    failing() {
      faults.clear('page')
      faults.note('page', 'PAGE_FAILING')
    },
    started: () => save({ vain: 0 }),
    all: () => kept.recent,
    totals: () => ({ ...ZERO, ...kept.totals }),
    hopeless: () => save({ vain: SUSPECT_AFTER }),
    async finish() {
      save({ running: false })
      await writing
    },
  }
}

const ZERO: Readonly<Record<RecoveryKind, number>> = {
  ...{ page: 0, hung: 0, memory: 0, gpu: 0 },
  ...{ helper: 0, program: 0, profile: 0 },
}
const NOTHING: Kept = { running: false, vain: 0, totals: {}, recent: [] }

/** A file that cannot be read is begun anew: it is only told from. */
async function read(path: string): Promise<Kept | undefined> {
  try {
    return fileSchema.safeParse(JSON.parse(await readFile(path, 'utf8'))).data
  } catch {
    return undefined
  }
}
