import { useState } from 'react'
import { ModalDialog } from '../../components/modal-dialog.tsx'
import { useText } from '../../i18n/use-text.ts'
import { PassphraseForm } from '../passphrase/passphrase-form.tsx'
import { CancelButton } from './cancel-button.tsx'
import type { ServiceAsk } from './link.ts'
import { PinForm } from './pin-form.tsx'

interface Props {
  readonly ask: ServiceAsk
  /** The new key is kept under a passphrase too. */
  readonly needsPassphrase: boolean
  readonly onNew: () => void
}

/** Moves the terminal to a new fee key. */
export function RotateDialog(props: Props) {
  const { t } = useText()
  return (
    <ModalDialog title={t('service.rotateTitle')}>
      {(close) => <Steps {...props} onClose={close} />}
    </ModalDialog>
  )
}

function Steps({ ask, needsPassphrase, onNew, onClose }: Props & { readonly onClose: () => void }) {
  const { t } = useText()
  const [passphrase, setPassphrase] = useState<string | null>(null)
  if (needsPassphrase && passphrase === null)
    return (
      <>
        <p className="dialog__text">
          {t('service.rotateText')} {t('key.keepIt')}
        </p>
        <PassphraseForm
          isNew
          submit="service.next"
          cancel="cancel"
          onSubmit={async (typed) => {
            setPassphrase(typed)
            return null
          }}
          onCancel={onClose}
        />
      </>
    )
  const rotate = async (pin: string) => {
    const rotated = await ask('service/rotate-gas-key', passphrase === null ? { pin } : { pin, passphrase })
    if (!rotated.ok) return rotated.error
    onNew()
    onClose()
    return null
  }
  return (
    <PinForm label={t('service.pinAgain')} onPin={rotate} actions={<CancelButton onPress={onClose} />}>
      <p>{t('service.rotateText')}</p>
    </PinForm>
  )
}
