import type { ReactNode } from 'react'
import { Mark, type MarkKind } from './mark.tsx'

/** A state as shape and word; its colour only repeats them. */
export function Pill({ kind, children }: { readonly kind: MarkKind; readonly children: ReactNode }) {
  return (
    <span className={`pill pill--${kind}`}>
      <Mark kind={kind} />
      <span className="pill__text">{children}</span>
    </span>
  )
}
