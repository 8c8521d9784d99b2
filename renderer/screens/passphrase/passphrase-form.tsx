import { type SyntheticEvent, useState } from 'react'
import { Button, Input, Label, TextField } from 'react-aria-components'
import type { KeyState } from '#src/ipc/contract.ts'
import type { Failure } from '#src/result.ts'
import type { PlainKey } from '../../i18n/table.ts'
import { useText } from '../../i18n/use-text.ts'

export interface PassphraseProps {
  readonly state: Exclude<KeyState, 'ready'>
  readonly onUnlock: (passphrase: string) => Promise<Failure | null>
}

const SHORTEST = 8

interface Typed {
  readonly first: string
  readonly again: string
}

/** What is wrong with a passphrase before it is tried at all. */
export function objection({ first, again }: Typed, isNew: boolean): PlainKey | null {
  if (first.length < SHORTEST) return 'key.tooShort'
  return isNew && first !== again ? 'key.differ' : null
}

export function PassphraseForm({ state, onUnlock, onClose }: PassphraseProps & { onClose: () => void }) {
  const { t, error } = useText()
  const isNew = state === 'new-passphrase-needed'
  const [typed, setTyped] = useState<Typed>({ first: '', again: '' })
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)

  const submit = async (event: SyntheticEvent) => {
    event.preventDefault()
    const wrong = objection(typed, isNew)
    if (wrong) return setProblem(t(wrong))
    setBusy(true)
    const failure = await onUnlock(typed.first)
    setBusy(false)
    if (!failure) return onClose()
    const { what, now } = error(failure.code)
    setProblem(`${what} ${now}`)
  }

  return (
    <form className="passphrase" onSubmit={submit}>
      <Secret label={t('key.passphrase')} autoFocus onChange={(first) => setTyped({ ...typed, first })} />
      {isNew && <Secret label={t('key.again')} onChange={(again) => setTyped({ ...typed, again })} />}
      <p className="passphrase__problem" role="alert">
        {problem}
      </p>
      <div className="dialog__actions">
        <Button className="button" onPress={onClose}>
          {t('key.later')}
        </Button>
        <Button className="button button--primary" type="submit" isDisabled={busy}>
          {t(isNew ? 'key.save' : 'key.unlock')}
        </Button>
      </div>
    </form>
  )
}

interface SecretProps {
  readonly label: string
  readonly autoFocus?: boolean
  readonly onChange: (value: string) => void
}

const Secret = ({ label, autoFocus = false, onChange }: SecretProps) => (
  <TextField className="field" type="password" autoComplete="off" autoFocus={autoFocus} onChange={onChange}>
    <Label className="field__label">{label}</Label>
    <Input className="field__input" />
  </TextField>
)
