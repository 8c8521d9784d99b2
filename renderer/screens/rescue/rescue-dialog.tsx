import { type ReactNode, useState } from 'react'
import { Button } from 'react-aria-components'
import type { Result } from '#src/result.ts'
import { Mark } from '../../components/mark.tsx'
import { ModalDialog } from '../../components/modal-dialog.tsx'
import type { PlainKey } from '../../i18n/table.ts'
import { useText } from '../../i18n/use-text.ts'
import { PassphraseForm } from '../passphrase/passphrase-form.tsx'

interface Props<T> {
  readonly title: PlainKey
  readonly intro: ReactNode
  readonly isNew: boolean
  readonly submit: PlainKey
  /** Null when the person chose no file after all. */
  readonly work: (passphrase: string) => Promise<Result<T | null>>
  readonly outcome: (value: T) => ReactNode
}

/** A passphrase, a file, and what came of it. */
export function RescueDialog<T>({ title, ...content }: Props<T>) {
  const { t } = useText()
  return (
    <ModalDialog isKept title={t(title)}>
      {(close) => <Steps {...content} onClose={close} />}
    </ModalDialog>
  )
}

type StepsProps<T> = Omit<Props<T>, 'title'> & { readonly onClose: () => void }

function Steps<T>({ intro, isNew, submit, work, outcome, onClose }: StepsProps<T>) {
  const { t } = useText()
  const [done, setDone] = useState<T | null>(null)
  if (done !== null)
    return (
      <>
        <div className="rescue-done" role="status">
          <Mark kind="good" />
          <div className="rescue-done__text">{outcome(done)}</div>
        </div>
        <div className="dialog__actions">
          <Button className="button button--primary" autoFocus onPress={onClose}>
            {t('queue.close')}
          </Button>
        </div>
      </>
    )
  return (
    <>
      <p className="dialog__text">{intro}</p>
      <PassphraseForm
        isNew={isNew}
        submit={submit}
        cancel="cancel"
        working="rescue.working"
        onSubmit={async (passphrase) => {
          const worked = await work(passphrase)
          if (!worked.ok) return worked.error
          setDone(worked.value)
          return null
        }}
        onCancel={onClose}
      />
    </>
  )
}
