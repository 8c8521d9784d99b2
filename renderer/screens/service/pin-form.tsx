import { type ReactNode, type SyntheticEvent, useState } from 'react'
import { Button, Input, Label, TextField } from 'react-aria-components'
import type { Failure } from '#src/result.ts'
import { type Text, useText } from '../../i18n/use-text.ts'

const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0'] as const
const SHORTEST = 4
const LONGEST = 8

interface Props {
  readonly label: string
  readonly submit: string
  readonly isDanger?: boolean
  readonly isBlocked?: boolean
  /** What is wrong, or null; what comes after that is the caller's affair. */
  readonly onPin: (pin: string) => Promise<Failure | null>
  /** Beside the pad: what the PIN is for. */
  readonly children?: ReactNode
  readonly actions?: ReactNode
}

/** A PIN by the keys on the screen or those of a keyboard. */
export function PinForm({
  label,
  submit,
  isDanger = false,
  isBlocked = false,
  onPin,
  children,
  actions,
}: Props) {
  const text = useText()
  const [pin, setPin] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const send = async (event: SyntheticEvent) => {
    event.preventDefault()
    if (busy || isBlocked || pin.length < SHORTEST) return
    setBusy(true)
    const failure = await onPin(pin)
    setBusy(false)
    setPin('')
    setProblem(failure && wordsOf(failure, text))
  }
  const type = (digits: string) => setPin(digits.replace(/\D/g, '').slice(0, LONGEST))
  return (
    <form className="pin" onSubmit={send}>
      <div className="pin__text">
        {children}
        <TextField
          className="field"
          type="password"
          inputMode="none"
          autoComplete="off"
          autoFocus
          value={pin}
          isDisabled={isBlocked}
          onChange={type}
        >
          <Label className="field__label">{label}</Label>
          <Input className="field__input pin__input" />
        </TextField>
        <p className="passphrase__problem" role="alert">
          {problem}
        </p>
        <div className="dialog__actions pin__actions">
          {actions}
          <Button
            className={`button ${isDanger ? 'button--danger' : 'button--primary'}`}
            type="submit"
            isDisabled={busy || isBlocked || pin.length < SHORTEST}
          >
            {busy ? text.t('service.working') : submit}
          </Button>
        </div>
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for form fields; these are buttons. */}
      <div className="pin__pad" role="group" aria-label={text.t('counter.keypad')}>
        {DIGITS.map((digit) => (
          <Button
            key={digit}
            className="keypad__key"
            isDisabled={isBlocked}
            excludeFromTabOrder
            onPress={() => type(pin + digit)}
          >
            {digit}
          </Button>
        ))}
        <Button
          className="keypad__key"
          aria-label={text.t('counter.delete')}
          isDisabled={isBlocked}
          excludeFromTabOrder
          onPress={() => type(pin.slice(0, -1))}
        >
          ⌫
        </Button>
      </div>
    </form>
  )
}

function wordsOf({ code }: Failure, { error }: Text): string {
  const { what, now } = error(code)
  return `${what} ${now}`
}
