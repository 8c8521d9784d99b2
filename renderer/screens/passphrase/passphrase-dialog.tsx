import type { KeyState } from '#src/ipc/contract.ts'
import type { Failure } from '#src/result.ts'
import { ModalDialog } from '../../components/modal-dialog.tsx'
import { useText } from '../../i18n/use-text.ts'
import { PassphraseForm } from './passphrase-form.tsx'

export interface PassphraseProps {
  readonly state: Exclude<KeyState, 'ready'>
  readonly onUnlock: (passphrase: string) => Promise<Failure | null>
}

/** Asks for the passphrase of the gas key, or for a new one. Selling does not wait for it. */
export function PassphraseDialog({ state, onUnlock }: PassphraseProps) {
  const { t } = useText()
  const isNew = state === 'new-passphrase-needed'
  return (
    <ModalDialog title={t(isNew ? 'key.titleNew' : 'key.titleUnlock')}>
      {(close) => (
        <>
          <p className="dialog__text">
            {t('key.intro')} {isNew && t('key.keepIt')}
          </p>
          <PassphraseForm
            isNew={isNew}
            submit={isNew ? 'key.save' : 'key.unlock'}
            cancel="key.later"
            onSubmit={async (passphrase) => {
              const failure = await onUnlock(passphrase)
              if (!failure) close()
              return failure
            }}
            onCancel={close}
          />
        </>
      )}
    </ModalDialog>
  )
}
