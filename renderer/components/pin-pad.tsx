import { Button } from 'react-aria-components'
import { useText } from '../i18n/use-text.ts'

/** As many digits as a PIN may have. */
const SHORTEST = 4
const LONGEST = 8

/** As on telephones and cash machines: PINs are known by where the fingers go. */
const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const

export const isWholePin = (pin: string): boolean => pin.length >= SHORTEST

/** The PIN after a key of a keyboard; undefined for a key that does not belong to it. */
export function pinAfter(pin: string, key: string): string | undefined {
  if (/^\d$/.test(key)) return pin.length < LONGEST ? pin + key : pin
  if (key === 'Backspace') return pin.slice(0, -1)
  return key === 'Delete' ? '' : undefined
}

interface Props {
  readonly pin: string
  readonly onPin: (pin: string) => void
  readonly onEnter: () => void
  /** A PIN is being looked at, or nobody may try. */
  readonly isDisabled: boolean
}

/** Dots for what was typed, never digits, and the keys. Physical keys are the screen's own affair. */
export function PinPad({ pin, onPin, onEnter, isDisabled }: Props) {
  const { t } = useText()
  const press = (key: string) => onPin(pinAfter(pin, key) ?? pin)
  return (
    <div className="pin">
      <PinDots typed={pin.length} />
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for form fields; these are buttons. */}
      <div className="pin__keys" role="group" aria-label={t('staff.pinPad')}>
        {DIGITS.map((digit) => (
          <Button key={digit} className="keypad__key" isDisabled={isDisabled} onPress={() => press(digit)}>
            {digit}
          </Button>
        ))}
        <Button
          className="keypad__key"
          aria-label={t('staff.delete')}
          isDisabled={isDisabled}
          onPress={() => press('Backspace')}
        >
          <svg className="keypad__icon" viewBox="0 0 32 24" aria-hidden="true">
            <path d="M10 3h17a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2H10l-8-9z" />
            <path d="m14 8 8 8m0-8-8 8" />
          </svg>
        </Button>
        <Button className="keypad__key" isDisabled={isDisabled} onPress={() => press('0')}>
          0
        </Button>
        <Button
          className="keypad__key pin__enter"
          isDisabled={isDisabled || !isWholePin(pin)}
          onPress={onEnter}
        >
          {t('staff.enter')}
        </Button>
      </div>
    </div>
  )
}

function PinDots({ typed }: { readonly typed: number }) {
  const { t } = useText()
  const shown = Math.max(SHORTEST, typed)
  return (
    <p className="pin__dots" role="status">
      <span className="visually-hidden">{t('staff.typed', { count: typed })}</span>
      {Array.from({ length: shown }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a dot is nothing but its place.
        <span key={i} className={i < typed ? 'pin__dot pin__dot--typed' : 'pin__dot'} aria-hidden="true" />
      ))}
    </p>
  )
}
