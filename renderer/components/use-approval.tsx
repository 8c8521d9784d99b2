import { type ReactNode, useState } from 'react'
import type { ErrorCode } from '#src/errors/codes.ts'
import { fail, type Result } from '#src/result.ts'
import type { Right } from '#src/staff/rights.ts'
import type { ReadySnapshot } from '../view.ts'
import { ApprovalDialog } from './approval-dialog.tsx'

type Attempt<T> = (approvalPin?: string) => Promise<Result<T>>

export interface Approval {
  /**
   * Does it, and where whoever is signed in may not, with the PIN of somebody who may. Fails with
   * STAFF_FORBIDDEN when nobody came.
   */
  run<T>(right: Right, attempt: Attempt<T>): Promise<Result<T>>
  /** To be put somewhere on the screen: the dialog, while somebody is asked for. */
  readonly dialog: ReactNode
}

interface Asked {
  readonly right: Right
  readonly onPin: (pin: string) => Promise<Result<unknown>>
  readonly onCancel: () => void
}

/** What somebody else could allow. */
const NEEDS_SOMEBODY: ReadonlySet<ErrorCode> = new Set(['STAFF_FORBIDDEN', 'SHIFT_OTHERS'])
/** What another PIN may put right: the dialog stays. */
const TRY_AGAIN: ReadonlySet<ErrorCode> = new Set(['STAFF_PIN_WRONG', 'STAFF_LOCKED', 'STAFF_FORBIDDEN'])

export function useApproval(snapshot: Pick<ReadySnapshot, 'staff' | 'now'>): Approval {
  const [asked, setAsked] = useState<Asked | null>(null)

  const askFor = <T,>(right: Right, attempt: Attempt<T>): Promise<Result<T>> =>
    new Promise((resolve) => {
      const end = (result: Result<T>) => {
        setAsked(null)
        resolve(result)
      }
      setAsked({
        right,
        async onPin(pin) {
          const done = await attempt(pin)
          if (done.ok || !TRY_AGAIN.has(done.error.code)) end(done)
          return done
        },
        onCancel: () => end(fail('STAFF_FORBIDDEN')),
      })
    })

  return {
    async run(right, attempt) {
      const alone = await attempt()
      const isHelped = !alone.ok && snapshot.staff.required && NEEDS_SOMEBODY.has(alone.error.code)
      return isHelped ? askFor(right, attempt) : alone
    },
    dialog: asked && <ApprovalDialog {...asked} snapshot={snapshot} />,
  }
}
