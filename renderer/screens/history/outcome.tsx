import { Button } from 'react-aria-components'
import type { ErrorCode } from '#src/errors/codes.ts'
import { Mark, type MarkKind } from '../../components/mark.tsx'
import { useText } from '../../i18n/use-text.ts'

interface Props {
  readonly kind: MarkKind
  readonly what: string
  readonly now: string
  readonly code?: ErrorCode
  readonly onAgain?: () => void
  readonly onClose: () => void
}

/** How something ended, until it was read. */
export function Outcome({ kind, what, now, code, onAgain, onClose }: Props) {
  const { t } = useText()
  return (
    <>
      <div className="rescue-done" role={code ? 'alert' : 'status'}>
        <Mark kind={kind} />
        <div className="rescue-done__text">
          <p>
            <strong>{what}</strong>
          </p>
          <p>{now}</p>
          {code && <code className="condition__code">{code}</code>}
        </div>
      </div>
      <div className="dialog__actions">
        {onAgain && (
          <Button className="button" onPress={onAgain}>
            {t('history.tryAgain')}
          </Button>
        )}
        <Button className="button button--primary" autoFocus onPress={onClose}>
          {t('queue.close')}
        </Button>
      </div>
    </>
  )
}
