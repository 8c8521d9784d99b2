/**
 * A process of its own that writes a journal, so that it can be killed or put under a file size
 * limit. Arguments: the folder, then `endless` or `until-full`. Says on stdout what is on disk.
 */
import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { writeSync } from 'node:fs'
import { type Journal, openJournal } from '#main/journal/journal.ts'
import type { Batch, Fact } from '#src/journal/entry.ts'
import { acceptedPayment, account, id } from '../fakes/accepted.ts'

const [dir = '', mode = ''] = process.argv.slice(2)
const STDOUT = 1

const BATCH: Omit<Batch, 'hash'> = {
  raw: `0x${'5a'.repeat(20_000)}`,
  account: account(1),
  accountNonce: 0,
  payments: [id(1)],
  signedAtBlock: 1,
}

/** Long and short lines in turn, as batches and payments are. */
const factOf = (n: number): Fact =>
  n % 5 === 0
    ? { type: 'submitted', batch: { ...BATCH, hash: id(n) } }
    : { type: 'accepted', payment: acceptedPayment(n) }

const say = (message: unknown) => writeSync(STDOUT, `${JSON.stringify(message)}\n`)

async function writeForEver(journal: Journal): Promise<void> {
  for (;;) {
    const written = await journal.append(factOf(journal.seq() + 1))
    if (written.ok) say(written.value.seq)
  }
}

const limitFileSize = (limit: string) =>
  spawnSync('prlimit', ['--pid', `${process.pid}`, `--fsize=${limit}`], { stdio: 'inherit' })

async function writeUntilFull(journal: Journal): Promise<void> {
  limitFileSize('100000:unlimited')
  let written = await journal.append(factOf(journal.seq() + 1))
  while (written.ok) {
    say(written.value.seq)
    written = await journal.append(factOf(journal.seq() + 1))
  }
  say(written.error.code)
  limitFileSize('unlimited:unlimited')
}

const opened = await openJournal(dir, {
  clock: { now: Date.now, after: () => () => undefined },
  randomBytes: (n) => randomBytes(n),
  onEntry: () => undefined,
  log: () => undefined,
})
if (!opened.ok) throw new Error(opened.error.detail)
await (mode === 'endless' ? writeForEver(opened.value) : writeUntilFull(opened.value))
