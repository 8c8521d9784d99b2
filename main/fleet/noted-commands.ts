import { LONGEST_MS, SKEW_MS } from '#src/fleet/command.ts'
import type { JournalEntry } from '#src/journal/entry.ts'
import { type Hex, isHex } from '#src/payment/hex.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { Had } from './command-memory.ts'

const AT_ONCE = 1000
/** After so long a command has expired, whenever it was issued. */
const HORIZON_MS = LONGEST_MS + SKEW_MS

/** What the journal has of a command that was taken; refused ones and outcomes read otherwise (command-desk.ts). */
const TAKEN = /^[a-z-]+(?: ".*")? (0x[0-9a-f]{32}), signed by /

/** The commands that the journal says were taken and that may still count; read from its end. */
export async function notedCommands(
  journal: Pick<Ledger['journal'], 'seq' | 'since'>,
  now: number,
): Promise<Had[]> {
  const found = new Map<Hex, Had>()
  for (let end = journal.seq(); end > 0; end -= AT_ONCE) {
    const from = Math.max(0, end - AT_ONCE)
    const entries = await journal.since(from, end - from)
    for (const entry of entries.toReversed()) {
      const id = takenIn(entry)
      if (id !== undefined && !found.has(id)) found.set(id, { id, until: entry.at + HORIZON_MS })
    }
    // A clock that was behind for a moment hides nothing.
    if (entries.every(({ at }) => at + HORIZON_MS < now)) break
  }
  return [...found.values()].reverse()
}

function takenIn({ fact }: JournalEntry): Hex | undefined {
  if (fact.type !== 'noted' || fact.what !== 'fleet-command') return undefined
  const [, id = ''] = TAKEN.exec(fact.detail ?? '') ?? []
  return isHex(id, 16) ? id : undefined
}
