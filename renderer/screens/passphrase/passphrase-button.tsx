import { Button, DialogTrigger } from 'react-aria-components'
import { useText } from '../../i18n/use-text.ts'
import { PassphraseDialog, type PassphraseProps } from './passphrase-dialog.tsx'

export function PassphraseButton({ state, onUnlock }: PassphraseProps) {
  const { t } = useText()
  return (
    <DialogTrigger>
      <Button className="button button--small">
        {t(state === 'new-passphrase-needed' ? 'key.make' : 'key.open')}
      </Button>
      <PassphraseDialog state={state} onUnlock={onUnlock} />
    </DialogTrigger>
  )
}
