import { randomBytes } from 'node:crypto'
import { chooseRecovery } from '#main/crypto/recovery.ts'
import { type Ledger, openLedger } from '#main/ledger/ledger.ts'
import type { RescueContent } from '#main/rescue/content.ts'
import { takeRescued } from '#main/rescue/take.ts'
import { everyPaymentId } from '#main/rescue/waiting.ts'
import { isFor } from '#main/sale/adopt.ts'
import { fail, ok, type Result } from '#src/result.ts'
import type { Clock } from '#src/time/clock.ts'

export interface BookDeps {
  readonly clock: Clock
  readonly log: (message: string) => void
}

/** The journal beside a rescue file, with the file's payments in it: what a killed run has done is there. */
export async function openBook(
  dir: string,
  content: RescueContent,
  { clock, log }: BookDeps,
): Promise<Result<Ledger>> {
  const opened = await openLedger(dir, { clock, randomBytes, log })
  if (!opened.ok) return opened
  const ledger = opened.value
  const filled = await fill(ledger, content, log)
  if (filled.ok) return ok(ledger)
  await ledger.close()
  return filled
}

async function fill(
  ledger: Ledger,
  content: RescueContent,
  log: BookDeps['log'],
): Promise<Result<undefined>> {
  const payments = (await everyPaymentId(ledger)).flatMap((id) => ledger.payment(id) ?? [])
  if (!payments.every((payment) => isFor(payment, content)))
    return fail('RESCUE_OTHER_MERCHANT', 'the journal beside the file is of another file with its name')
  const taken = await takeRescued({ ledger, merchant: content, recover: chooseRecovery(log) }, content)
  if (!taken.ok) return taken
  const { unproven } = taken.value
  if (unproven > 0) log(`${unproven} signatures are not of a key: contract wallets, which the chain judges`)
  return ok()
}
