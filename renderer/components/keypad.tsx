import { Button } from 'react-aria-components'
import { useText } from '../i18n/use-text.ts'

const DIGITS = ['7', '8', '9', '4', '5', '6', '1', '2', '3', '00', '0'] as const

export type PadKey = (typeof DIGITS)[number] | 'delete'

/** Large keys in the order of a till. Physical keys are the screen's own affair. */
export function Keypad({ onKey }: { readonly onKey: (key: PadKey) => void }) {
  const { t } = useText()
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form fields; these are buttons.
    <div className="keypad" role="group" aria-label={t('counter.keypad')}>
      {DIGITS.map((digit) => (
        <Button key={digit} className="keypad__key" onPress={() => onKey(digit)}>
          {digit}
        </Button>
      ))}
      <Button
        className="keypad__key keypad__key--delete"
        aria-label={t('counter.delete')}
        onPress={() => onKey('delete')}
      >
        <svg className="keypad__icon" viewBox="0 0 32 24" aria-hidden="true">
          <path d="M10 3h17a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2H10l-8-9z" />
          <path d="m14 8 8 8m0-8-8 8" />
        </svg>
      </Button>
    </div>
  )
}
