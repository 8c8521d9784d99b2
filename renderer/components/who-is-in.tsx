import { Button, DialogTrigger } from 'react-aria-components'
import type { SignedIn } from '#src/staff/person.ts'
import { useText } from '../i18n/use-text.ts'
import { ModalDialog } from './modal-dialog.tsx'

interface Props {
  readonly person: SignedIn
  readonly onSignOut: () => void
}

/** Who is signed in, and their way out. */
export function WhoIsIn({ person, onSignOut }: Props) {
  const { t } = useText()
  const { name, role } = person
  return (
    <DialogTrigger>
      <Button className="who" aria-label={t('staff.signedIn', { name })}>
        {name}
      </Button>
      <ModalDialog title={t('staff.signedIn', { name })}>
        {(close) => (
          <>
            <p className="dialog__text">
              {t(`staff.${role}`)}. {t('staff.signOutNow')}
            </p>
            <div className="dialog__actions dialog__actions--apart">
              <Button className="button" onPress={close}>
                {t('staff.stay')}
              </Button>
              <Button
                className="button button--primary"
                onPress={() => {
                  close()
                  onSignOut()
                }}
              >
                {t('staff.signOut')}
              </Button>
            </div>
          </>
        )}
      </ModalDialog>
    </DialogTrigger>
  )
}
