import { useState } from 'react'
import { Input, Label, TextField } from 'react-aria-components'
import { useText } from '../../i18n/use-text.ts'
import type { ServiceAsk } from './link.ts'
import { PinDialog } from './pin-dialog.tsx'

interface Props {
  readonly ask: ServiceAsk
  /** The new key is kept under the passphrase too. */
  readonly needsPassphrase: boolean
  readonly onNew: () => void
}

/** Moves the terminal to a new fee key. */
export function RotateDialog({ ask, needsPassphrase, onNew }: Props) {
  const { t } = useText()
  const [passphrase, setPassphrase] = useState('')
  const rotate = async (pin: string) => {
    const rotated = await ask('service/rotate-gas-key', needsPassphrase ? { pin, passphrase } : { pin })
    if (!rotated.ok) return rotated.error
    onNew()
    return null
  }
  return (
    <PinDialog title={t('service.rotateTitle')} submit={t('service.rotate')} onPin={rotate}>
      <p>{t('service.rotateText')}</p>
      {needsPassphrase && (
        <TextField className="field" type="password" autoComplete="off" onChange={setPassphrase}>
          <Label className="field__label">{t('key.passphrase')}</Label>
          <Input className="field__input" />
        </TextField>
      )}
    </PinDialog>
  )
}
