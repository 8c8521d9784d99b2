import { type SyntheticEvent, useState } from 'react'
import { Button, Input, Label, TextField } from 'react-aria-components'
import type { Failure } from '#src/result.ts'
import type { PlainKey } from '../../i18n/table.ts'
import { useText } from '../../i18n/use-text.ts'

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

interface Props {
  /** A new one is typed twice: nobody can look it up later. */
  readonly isNew: boolean
  readonly submit: PlainKey
  readonly cancel: PlainKey
  /** Said while it works. */
  readonly working?: PlainKey
  /** What is wrong, or null; what comes after that is the caller's affair. */
  readonly onSubmit: (passphrase: string) => Promise<Failure | null>
  readonly onCancel: () => void
}

export function PassphraseForm({ isNew, submit, cancel, working, onSubmit, onCancel }: Props) {
  const { t, error } = useText()
  const [typed, setTyped] = useState<Typed>({ first: '', again: '' })
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)

  const send = async (event: SyntheticEvent) => {
    event.preventDefault()
    if (busy) return
    const wrong = objection(typed, isNew)
    setProblem(wrong && t(wrong))
    if (wrong) return
    setBusy(true)
    const failure = await onSubmit(typed.first)
    setBusy(false)
    if (!failure) return
    const { what, now } = error(failure.code)
    setProblem(`${what} ${now}`)
  }

  return (
    <form className="passphrase" onSubmit={send}>
      <Secret label={t('key.passphrase')} autoFocus onChange={(first) => setTyped({ ...typed, first })} />
      {isNew && <Secret label={t('key.again')} onChange={(again) => setTyped({ ...typed, again })} />}
      <p className="passphrase__problem" role="alert">
        {problem}
      </p>
      {busy && working && (
        <p className="passphrase__working" role="status">
          {t(working)}
        </p>
      )}
      <div className="dialog__actions">
        <Button className="button" isDisabled={busy} onPress={onCancel}>
          {t(cancel)}
        </Button>
        <Button className="button button--primary" type="submit" isDisabled={busy}>
          {t(submit)}
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
