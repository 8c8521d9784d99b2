import type { ReactNode } from 'react'
import { Button } from 'react-aria-components'
import type { Failure } from '#src/result.ts'
import { ModalDialog } from '../../components/modal-dialog.tsx'
import { useText } from '../../i18n/use-text.ts'
import { PinForm } from './pin-form.tsx'

interface Props {
  readonly title: string
  /** What will happen. */
  readonly children: ReactNode
  readonly submit: string
  /** Null when it was done: then the dialog closes. */
  readonly onPin: (pin: string) => Promise<Failure | null>
}

/** A step that cannot be taken back: says what will happen and asks for the PIN again. */
export function PinDialog({ title, children, submit, onPin }: Props) {
  const { t } = useText()
  return (
    <ModalDialog title={title}>
      {(close) => (
        <PinForm
          isDanger
          label={t('service.pinAgain')}
          submit={submit}
          onPin={async (pin) => {
            const failure = await onPin(pin)
            if (!failure) close()
            return failure
          }}
          actions={
            <Button className="button" onPress={close}>
              {t('cancel')}
            </Button>
          }
        >
          <div className="pin__why">{children}</div>
        </PinForm>
      )}
    </ModalDialog>
  )
}
