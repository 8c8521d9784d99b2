import { type ReactNode, useState } from 'react'
import type { ErrorCode } from '#src/errors/codes.ts'
import type { Result } from '#src/result.ts'
import { mayBeLifted } from '#src/risk/decide.ts'
import type { OverrideReason } from '#src/risk/override.ts'
import { useApproval } from '../../components/use-approval.tsx'
import type { ReadySnapshot } from '../../view.ts'
import { OverrideDialog } from './override-dialog.tsx'

export interface Override {
  readonly isPossible: boolean
  readonly open: () => void
  /** Why the last try did not let the card pay. */
  readonly trouble: ErrorCode | null
  /** To be put somewhere on the screen. */
  readonly dialog: ReactNode
}

/** Lets a declined card pay all the same: a reason, and somebody with the right to. */
export function useOverride(
  snapshot: Pick<ReadySnapshot, 'staff' | 'now'>,
  code: ErrorCode,
  onOverride: (reason: OverrideReason, approvalPin?: string) => Promise<Result<undefined>>,
): Override {
  const approval = useApproval(snapshot)
  const [isAsking, setIsAsking] = useState(false)
  const [trouble, setTrouble] = useState<ErrorCode | null>(null)

  async function overrideFor(reason: OverrideReason): Promise<void> {
    setIsAsking(false)
    const lifted = await approval.run('override-risk', (pin) => onOverride(reason, pin))
    if (!lifted.ok && lifted.error.code !== 'STAFF_FORBIDDEN') setTrouble(lifted.error.code)
  }

  return {
    // Somebody answers for it by name: where nobody signs in nobody can.
    isPossible: snapshot.staff.signedIn !== null && mayBeLifted(code),
    open: () => setIsAsking(true),
    trouble,
    dialog: (
      <>
        {isAsking && (
          <OverrideDialog
            onReason={(reason) => void overrideFor(reason)}
            onClose={() => setIsAsking(false)}
          />
        )}
        {approval.dialog}
      </>
    ),
  }
}
