import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { jetstream } from '@nats-io/jetstream'
import { connectFleet } from '#main/fleet/connect.ts'
import { WINDOW } from '#main/fleet/cursor.ts'
import type { FleetConfig } from '#src/config/fleet.ts'
import { messageId, uplinkedText } from '#src/fleet/entry.ts'
import { journalSubject } from '#src/fleet/names.ts'
import type { Terminal } from '../terminal.ts'

/** A broker that is just away comes back within this many attempts of a second each. */
const ATTEMPTS = 90

/**
 * Sends the last window of a terminal's journal once more: each entry under the id that the stream knows and under
 * one that it does not, as after the two hours for which it knows them. Gives how many.
 */
export async function sendAgain(terminal: Terminal, config: FleetConfig): Promise<number> {
  for (let n = 0; n < ATTEMPTS; n += 1) {
    const count = await sendOnce(terminal, config).catch(() => 0)
    if (count > 0) return count
    await pause(1000)
  }
  return 0
}

/** Rejects when the broker goes away in the middle. */
async function sendOnce(terminal: Terminal, config: FleetConfig): Promise<number> {
  const journal = terminal.journal()
  const stored = journal.seq() - terminal.behind()
  const entries = await journal.since(Math.max(0, stored - WINDOW), Math.min(WINDOW, stored))
  const connected = await connectFleet(config, terminal)
  if (!connected.ok) return 0
  const stream = jetstream(connected.value)
  const subject = journalSubject(terminal)
  let count = 0
  try {
    for (const entry of entries)
      for (const msgID of [messageId(journal.epoch, entry), `again ${randomUUID()}`]) {
        await stream.publish(subject, uplinkedText(journal.epoch, entry), { msgID })
        count += 1
      }
    return count
  } finally {
    void connected.value.close().catch(() => undefined)
  }
}
