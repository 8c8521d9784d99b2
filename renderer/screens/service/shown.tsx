import type { ReactNode } from 'react'
import { Button } from 'react-aria-components'
import { useText } from '../../i18n/use-text.ts'
import { Problem } from './problem.tsx'
import type { Loaded } from './use-loaded.ts'

interface Props<T> {
  readonly loaded: Loaded<T>
  readonly children: (value: T) => ReactNode
}

/** What was loaded; until then that it is being loaded, and if it cannot be, why. */
export function Shown<T>({ loaded: { value, failure, again }, children }: Props<T>) {
  const { t } = useText()
  return (
    <>
      {failure && (
        <Problem
          failure={failure}
          action={
            <Button className="button button--small" onPress={again}>
              {t('service.again')}
            </Button>
          }
        />
      )}
      {value === null
        ? failure === null && (
            <p className="service__quiet" role="status">
              {t('service.loading')}
            </p>
          )
        : children(value)}
    </>
  )
}
