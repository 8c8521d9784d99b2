import type { ReactNode } from 'react'
import type { ErrorCode } from '#src/errors/codes.ts'
import { Mark, type MarkKind } from '../../components/mark.tsx'
import { Unbroken } from '../../components/unbroken.tsx'

interface Props {
  readonly kind: MarkKind
  readonly what: string
  readonly now?: string
  readonly code?: ErrorCode
  readonly children?: ReactNode
}

/** How one thing is and what to do about it. */
export const Condition = ({ kind, what, now, code, children }: Props) => (
  <div className="condition">
    <Mark kind={kind} />
    <div className="condition__text">
      <p>
        <strong>
          <Unbroken text={what} />
        </strong>{' '}
        {now}
      </p>
      {children}
      {code !== undefined && <code className="condition__code">{code}</code>}
    </div>
  </div>
)
