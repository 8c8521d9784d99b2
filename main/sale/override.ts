import { fail, type Result } from '#src/result.ts'
import type { OverrideReason } from '#src/risk/override.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { Staff } from '../staff/staff.ts'
import type { SaleDesk } from './sale.ts'

interface OverrideParts {
  readonly desk: Pick<SaleDesk, 'declined' | 'override'>
  readonly staff: Pick<Staff, 'authorise'>
  readonly ledger: Pick<Ledger, 'record'>
}

interface Asked {
  readonly saleId: string
  readonly reason: OverrideReason
  readonly approvalPin?: string | undefined
}

/** Lets the card that a limit has declined pay this one sale, once it is on disk who allowed it and why. */
export async function overrideDecline(
  { desk, staff, ledger }: OverrideParts,
  { saleId, reason, approvalPin }: Asked,
): Promise<Result<undefined>> {
  const declined = desk.declined(saleId)
  if (!declined) return fail('SALE_UNKNOWN')
  const allowed = await staff.authorise('override-risk', approvalPin)
  if (!allowed.ok) return allowed
  const { by, approvedBy = by } = allowed.value
  const detail = `${declined.receipt} ${declined.code} ${reason} ${approvedBy.id}`
  const noted = await ledger.record({ type: 'noted', what: 'risk-overridden', by, detail })
  if (!noted.ok) return fail('JOURNAL_WRITE_FAILED', noted.error.detail)
  return desk.override(saleId, { by: approvedBy, reason })
}
