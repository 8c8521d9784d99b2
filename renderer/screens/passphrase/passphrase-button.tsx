import { Button, DialogTrigger } from 'react-aria-components'
import type { KeyState } from '#src/ipc/contract.ts'
import type { Failure } from '#src/result.ts'
import { useText } from '../../i18n/use-text.ts'
import { PassphraseDialog } from './passphrase-dialog.tsx'

interface Props {
  readonly state: Exclude<KeyState, 'ready'>
  readonly onUnlock: (passphrase: string) => Promise<Failure | null>
}

export function PassphraseButton({ state, onUnlock }: Props) {
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
