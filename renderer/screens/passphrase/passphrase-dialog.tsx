import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { useText } from '../../i18n/use-text.ts'
import { PassphraseForm, type PassphraseProps } from './passphrase-form.tsx'

/** Asks for the passphrase of the gas key, or for a new one. Selling does not wait for it. */
export function PassphraseDialog({ state, onUnlock }: PassphraseProps) {
  const { t } = useText()
  const isNew = state === 'new-passphrase-needed'
  return (
    <ModalOverlay className="overlay">
      <Modal className="dialog">
        <Dialog className="dialog__content">
          {({ close }) => (
            <>
              <Heading slot="title" className="dialog__title">
                {t(isNew ? 'key.titleNew' : 'key.titleUnlock')}
              </Heading>
              <p className="dialog__text">
                {t('key.intro')} {isNew && t('key.keepIt')}
              </p>
              <PassphraseForm state={state} onUnlock={onUnlock} onClose={close} />
            </>
          )}
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
