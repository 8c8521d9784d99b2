import { useState } from 'react'
import { Button, DialogTrigger } from 'react-aria-components'
import type { Result } from '#src/result.ts'
import { ModalDialog } from '../../components/modal-dialog.tsx'
import { useText } from '../../i18n/use-text.ts'

const REASONS = ['change', 'in', 'out', 'check'] as const

interface Props {
  readonly onOpen: (reason: string) => Promise<Result<unknown>>
}

/** The drawer opens for a reason, which is written down with whoever opened it. */
export function DrawerButton({ onOpen }: Props) {
  const { t } = useText()
  const [busy, setBusy] = useState(false)
  const choose = async (reason: string, close: () => void) => {
    close()
    setBusy(true)
    await onOpen(reason)
    setBusy(false)
  }
  return (
    <DialogTrigger>
      <Button className="button" isDisabled={busy}>
        {t('shift.drawer')}
      </Button>
      <ModalDialog title={t('drawer.title')}>
        {(close) => (
          <div className="choices">
            {REASONS.map((reason) => (
              <Button
                key={reason}
                className="button button--large"
                onPress={() => void choose(t(`drawer.${reason}`), close)}
              >
                {t(`drawer.${reason}`)}
              </Button>
            ))}
            <Button className="button button--quiet" onPress={close}>
              {t('drawer.cancel')}
            </Button>
          </div>
        )}
      </ModalDialog>
    </DialogTrigger>
  )
}
