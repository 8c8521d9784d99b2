import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { scanJournal } from '#main/journal/scan.ts'
import { errorWords } from '#src/errors/words/words.ts'
import type { JournalEntry } from '#src/journal/entry.ts'
import { fail, ok, type Result } from '#src/result.ts'
import { createLosses } from '#src/risk/losses.ts'
import { LOSSES_HELP, readLossesTask } from './losses/options.ts'
import { asCsv, asJson, asTable } from './losses/report.ts'

const say = (line: string): void => void process.stderr.write(`${line}\n`)
const print = (text: string): void => void process.stdout.write(`${text}\n`)
const WRITERS = { table: asTable, json: asJson, csv: asCsv }

async function main(args: readonly string[]): Promise<number> {
  // npm runs its scripts in the repository, wherever it was called.
  const task = readLossesTask(args, process.env.INIT_CWD ?? process.cwd())
  if (task.kind === 'help') {
    print(LOSSES_HELP)
    return 0
  }
  if (task.kind === 'wrong') {
    say(`${task.why}\n\n${LOSSES_HELP}`)
    return 2
  }
  const entries = await readEntries(task.folder)
  if (!entries.ok) {
    const { code, detail } = entries.error
    say(`${errorWords(code, 'en').what} (${code}: ${detail})`)
    return 2
  }
  const losses = createLosses({ dayOf: dayIn(task.zone), knownGoodAfter: task.knownGoodAfter })
  for (const entry of entries.value) losses.take(entry)
  print(WRITERS[task.format](losses.rows()))
  return 0
}

/** Every line of the journal, proven by the chain of hashes; the last may be torn, as a terminal may be writing it. */
async function readEntries(folder: string): Promise<Result<JournalEntry[], 'JOURNAL_UNREADABLE'>> {
  const inside = join(folder, 'journal')
  const dir = (await isThere(inside)) ? inside : folder
  try {
    const scan = await scanJournal(dir)
    if (!scan) return fail('JOURNAL_UNREADABLE', `${dir} is damaged`)
    if (scan.entries.length === 0) return fail('JOURNAL_UNREADABLE', `${dir} holds no journal`)
    return ok(scan.entries.map(({ entry }) => entry))
  } catch (error) {
    return fail('JOURNAL_UNREADABLE', String(error))
  }
}

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  )

/** "2026-11-27" by the clocks of a time zone. */
function dayIn(timeZone: string | undefined): (at: number) => string {
  const fields = { year: 'numeric', month: '2-digit', day: '2-digit' } as const
  const format = new Intl.DateTimeFormat('sv-SE', timeZone === undefined ? fields : { ...fields, timeZone })
  return (at) => format.format(at)
}

process.exitCode = await main(process.argv.slice(2))
