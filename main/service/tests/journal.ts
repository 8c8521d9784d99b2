import { setImmediate } from 'node:timers/promises'
import { fail, ok, type Result } from '#src/result.ts'
import type { Journal } from '../../journal/journal.ts'
import { scrubJournal } from '../../journal/scrub.ts'
import type { Steps } from '../steps.ts'

export interface JournalTestParts {
  readonly dir: string
  readonly journal: Pick<Journal, 'mark'>
}

/** A hundred thousand lines take about ten seconds. */
const LIMIT_MS = 10 * 60_000

/** Reads every line again and follows the chain of their hashes. */
export const testJournal = ({ dir, journal }: JournalTestParts, steps: Steps) =>
  steps.run('verify-chain', () => verify(dir, journal, steps.cancel), {
    limitMs: LIMIT_MS,
    late: 'JOURNAL_UNREADABLE',
    tell: (lines) => `${lines}`,
  })

async function verify(
  dir: string,
  journal: Pick<Journal, 'mark'>,
  cancel: AbortSignal,
): Promise<Result<number>> {
  const mark = journal.mark()
  try {
    const damage = await scrubJournal(dir, mark, async () => {
      await setImmediate()
      cancel.throwIfAborted()
    })
    return damage === undefined ? ok(mark.seq) : fail('JOURNAL_UNREADABLE', damage)
  } catch (error) {
    return cancel.aborted ? fail('SALE_CANCELLED') : fail('JOURNAL_UNREADABLE', String(error))
  }
}
