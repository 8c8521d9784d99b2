import type { ReactNode } from 'react'
import type { Failure } from '#src/result.ts'
import { ModalDialog } from '../../components/modal-dialog.tsx'
import { useText } from '../../i18n/use-text.ts'
import { CancelButton } from './cancel-button.tsx'
import { PinForm } from './pin-form.tsx'

interface Props {
  readonly title: string
  /** What will happen. */
  readonly children: ReactNode
  /** Null when it was done: then the dialog closes. */
  readonly onPin: (pin: string) => Promise<Failure | null>
}

/** A step that cannot be taken back: says what will happen and asks for the PIN again. */
export function PinDialog({ title, children, onPin }: Props) {
  const { t } = useText()
  return (
    <ModalDialog title={title}>
      {(close) => (
        <PinForm
          label={t('service.pinAgain')}
          onPin={async (pin) => {
            const failure = await onPin(pin)
            if (!failure) close()
            return failure
          }}
          actions={<CancelButton onPress={close} />}
        >
          <div className="pin-form__why">{children}</div>
        </PinForm>
      )}
    </ModalDialog>
  )
}
