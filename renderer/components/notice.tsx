import type { ReactNode } from 'react'
import { Mark } from './mark.tsx'
import { Unbroken } from './unbroken.tsx'

interface Props {
  readonly what: string
  readonly now?: string
  /** A plain word to the cashier, or something that needs them. */
  readonly tone?: 'plain' | 'attention'
  readonly action?: ReactNode
}

/** What happened and what to do now, in one box. */
export function Notice({ what, now, tone = 'attention', action }: Props) {
  return (
    <div className={`notice notice--${tone}`} role="alert">
      {tone === 'attention' && <Mark kind="attention" />}
      <p className="notice__text">
        <strong>
          <Unbroken text={what} />
        </strong>
        {now !== undefined && <span> {now}</span>}
      </p>
      {action}
    </div>
  )
}
