import type { Hex } from '#src/payment/hex.ts'
import { ok } from '#src/result.ts'
import type { Reopened, SettlementDeps } from './deps.ts'
import { factWriter } from './fact-writer.ts'

/** A person knows more than the chain said: parked payments go back to those that are due. */
export async function reopenPayments(
  { ledger }: Pick<SettlementDeps, 'ledger'>,
  ids: readonly Hex[],
): Promise<Reopened> {
  const writer = factWriter(ledger)
  const parked = [...new Set(ids)].filter((id) => ledger.payment(id)?.state === 'parked')
  const written = await writer.write(parked.length > 0 ? [{ type: 'reopened', ids: parked }] : [])
  return written.ok ? ok({ entries: writer.entries }) : written
}
