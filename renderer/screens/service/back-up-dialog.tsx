import { useState } from 'react'
import { Button } from 'react-aria-components'
import { Mark } from '../../components/mark.tsx'
import { ModalDialog } from '../../components/modal-dialog.tsx'
import { useText } from '../../i18n/use-text.ts'
import { PassphraseForm } from '../passphrase/passphrase-form.tsx'
import { CancelButton } from './cancel-button.tsx'
import type { ServiceAsk } from './link.ts'
import { PinForm } from './pin-form.tsx'

type Step =
  | { readonly kind: 'passphrase' }
  | { readonly kind: 'pin'; readonly passphrase: string }
  | { readonly kind: 'done'; readonly fileName: string }

/** Writes the keys, under a passphrase, to a file: passphrase, PIN, file. */
export function BackUpDialog({ ask }: { readonly ask: ServiceAsk }) {
  const { t } = useText()
  return (
    <ModalDialog isKept title={t('service.backUpTitle')}>
      {(close) => <Steps ask={ask} onClose={close} />}
    </ModalDialog>
  )
}

function Steps({ ask, onClose }: { readonly ask: ServiceAsk; readonly onClose: () => void }) {
  const { t } = useText()
  const [step, setStep] = useState<Step>({ kind: 'passphrase' })
  switch (step.kind) {
    case 'passphrase':
      return (
        <>
          <p className="dialog__text">
            {t('service.backUpText')} {t('key.keepIt')}
          </p>
          <PassphraseForm
            isNew
            submit="service.next"
            cancel="cancel"
            onSubmit={async (passphrase) => {
              setStep({ kind: 'pin', passphrase })
              return null
            }}
            onCancel={onClose}
          />
        </>
      )
    case 'pin':
      return (
        <PinForm
          label={t('service.pinAgain')}
          onPin={async (pin) => {
            const written = await ask('service/back-up-keys', { pin, passphrase: step.passphrase })
            if (!written.ok) return written.error
            if (written.value === null) onClose()
            else setStep({ kind: 'done', fileName: written.value })
            return null
          }}
          actions={<CancelButton onPress={onClose} />}
        >
          <p className="pin-form__why">{t('service.backUpPin')}</p>
        </PinForm>
      )
    case 'done':
      return (
        <>
          <div className="rescue-done" role="status">
            <Mark kind="good" />
            <div className="rescue-done__text">
              <p className="rescue-done__file">{t('rescue.file', { name: step.fileName })}</p>
              <p>{t('service.backUpDone')}</p>
            </div>
          </div>
          <div className="dialog__actions">
            <Button className="button button--primary" autoFocus onPress={onClose}>
              {t('queue.close')}
            </Button>
          </div>
        </>
      )
  }
}
