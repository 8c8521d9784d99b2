import { Button } from 'react-aria-components'
import { OVERRIDE_REASONS, type OverrideReason } from '#src/risk/override.ts'
import { ModalDialog } from '../../components/modal-dialog.tsx'
import { useText } from '../../i18n/use-text.ts'

interface Props {
  readonly onReason: (reason: OverrideReason) => void
  readonly onClose: () => void
}

/** Why a card that a limit has declined may pay all the same: it is written down with a name. */
export function OverrideDialog({ onReason, onClose }: Props) {
  const { t } = useText()
  return (
    <ModalDialog title={t('override.title')} isOpen onOpenChange={(isOpen) => isOpen || onClose()}>
      {(close) => (
        <>
          <p className="dialog__text">{t('override.text')}</p>
          <div className="choices">
            {OVERRIDE_REASONS.map((reason) => (
              <Button key={reason} className="button" onPress={() => onReason(reason)}>
                {t(`override.${reason}`)}
              </Button>
            ))}
            <Button className="button" onPress={close}>
              {t('cancel')}
            </Button>
          </div>
        </>
      )}
    </ModalDialog>
  )
}
