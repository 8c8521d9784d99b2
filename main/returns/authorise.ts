import type { Result } from '#src/result.ts'
import type { Person } from '#src/staff/person.ts'
import type { Right } from '#src/staff/rights.ts'

/** Whether whoever stands at the terminal may do it, alone or with the PIN of somebody who may. */
export type Authorise = (
  right: Right,
  approvalPin?: string,
) => Promise<Result<{ readonly by: Person; readonly approvedBy?: Person }>>
