import type { ReactNode } from 'react'
import type { Failure } from '#src/result.ts'
import { Mark } from '../../components/mark.tsx'
import { useText } from '../../i18n/use-text.ts'

/** What went wrong, what to do now, and the code and detail for the phone call. */
export function Problem({ failure, action }: { readonly failure: Failure; readonly action?: ReactNode }) {
  const { error } = useText()
  const { what, now } = error(failure.code)
  return (
    <div className="notice notice--attention" role="alert">
      <Mark kind="attention" />
      <p className="notice__text">
        <strong>{what}</strong> {now}{' '}
        <code>{[failure.code, failure.detail].filter(Boolean).join(' · ')}</code>
      </p>
      {action}
    </div>
  )
}
