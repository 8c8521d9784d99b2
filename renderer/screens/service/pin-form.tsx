import { type ReactNode, useEffect, useRef } from 'react'
import type { Failure } from '#src/result.ts'
import { fail, ok } from '#src/result.ts'
import { PinPad } from '../../components/pin-pad.tsx'
import { usePin } from '../../components/use-pin.ts'
import { useText } from '../../i18n/use-text.ts'

interface Props {
  readonly label?: string
  readonly isBlocked?: boolean
  /** What is wrong, or null; what comes after that is the caller's affair. */
  readonly onPin: (pin: string) => Promise<Failure | null>
  /** Beside the pad: what the PIN is for. */
  readonly children?: ReactNode
  readonly actions?: ReactNode
}

/** A PIN, with what it is for beside it. */
export function PinForm({ label, isBlocked = false, onPin, children, actions }: Props) {
  const { t, error } = useText()
  const { pin, setPin, enter, isChecking, failure } = usePin({
    isDisabled: isBlocked,
    async submit(typed) {
      const refused = await onPin(typed)
      return refused ? fail(refused.code, refused.detail) : ok()
    },
  })
  const form = useRef<HTMLDivElement>(null)
  // The focus has to lie on no button: Enter belongs to the PIN.
  useEffect(() => form.current?.focus(), [])
  const words = failure && error(failure.code)
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form fields; these are buttons.
    <div ref={form} className="pin-form" role="group" aria-label={label ?? t('service.title')} tabIndex={-1}>
      <div className="pin-form__text">
        {children}
        {label !== undefined && <p className="pin-form__label">{label}</p>}
        <p className="passphrase__problem" role="alert">
          {words && `${words.what} ${words.now}`}
        </p>
        {isChecking && (
          <p className="service__quiet" role="status">
            {t('service.working')}
          </p>
        )}
        <div className="dialog__actions pin-form__actions">{actions}</div>
      </div>
      <PinPad pin={pin} onPin={setPin} onEnter={enter} isDisabled={isBlocked || isChecking} />
    </div>
  )
}
