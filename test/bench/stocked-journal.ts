import { randomBytes } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { systemClock } from '#drivers/system-clock.ts'
import { GENESIS, writeLine } from '#main/journal/line.ts'
import { SEGMENT_LINES, segmentPath } from '#main/journal/segments.ts'
import { openLedger } from '#main/ledger/ledger.ts'
import type { Fact } from '#src/journal/entry.ts'
import type { Hex } from '#src/payment/hex.ts'
import type { AcceptedPayment } from '#src/payment/record.ts'

const id = (n: number): Hex => `0x${n.toString(16).padStart(64, '0')}`

/** Writes a journal of these facts into a profile, as the terminal itself would have, only faster. It has no index. */
export async function writeJournal(userDataDir: string, facts: readonly Fact[]): Promise<void> {
  const dir = join(userDataDir, 'journal')
  await mkdir(dir, { recursive: true })
  let prev = GENESIS
  let texts: string[] = []
  let firstSeq = 1
  const all: Fact[] = [{ type: 'opened', ledgerId: id(1), epoch: id(2) }, ...facts]
  for (const [i, fact] of all.entries()) {
    const { hash, text } = writeLine({ seq: i + 1, at: 1_700_000_000_000 + i, fact }, prev)
    prev = hash
    texts.push(text)
    if (texts.length < SEGMENT_LINES && i < all.length - 1) continue
    await writeFile(segmentPath(dir, firstSeq), texts.join(''))
    firstSeq = i + 2
    texts = []
  }
}

/**
 * The same journal with its index and witness, as a terminal leaves them when it is closed: what
 * starts on it does not read the whole journal first.
 */
export async function writeUsedJournal(userDataDir: string, facts: readonly Fact[]): Promise<void> {
  await writeJournal(userDataDir, facts)
  const opened = await openLedger(join(userDataDir, 'journal'), {
    clock: systemClock,
    randomBytes,
    log: console.log,
  })
  if (!opened.ok) throw new Error(opened.error.detail)
  await opened.value.close()
}

/** The whole life of payments that are long settled, a hundred to a batch. */
export function settledFacts(payments: readonly AcceptedPayment[]): Fact[] {
  const facts: Fact[] = []
  for (let i = 0; i < payments.length; i += 100) {
    const batch = payments.slice(i, i + 100)
    facts.push(...batch.map((payment): Fact => ({ type: 'accepted', payment })))
    const ids = batch.map((payment) => payment.authorization.nonce)
    const hash = id(1_000_000 + i)
    const proof = { txHash: hash, blockHash: id(2_000_000 + i), blockNumber: i + 1, logIndex: 0 }
    facts.push(
      {
        type: 'submitted',
        batch: {
          hash,
          raw: '0x02',
          account: `0x${'11'.repeat(20)}`,
          accountNonce: i / 100,
          payments: ids,
          signedAtBlock: i,
        },
      },
      { type: 'confirmed', proofs: ids.map((nonce) => ({ id: nonce, proof })) },
      { type: 'settled', ids },
    )
  }
  return facts
}
