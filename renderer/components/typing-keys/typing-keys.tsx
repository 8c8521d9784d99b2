import { type RefObject, useState } from 'react'
import type { Language } from '#src/language.ts'
import { useText } from '../../i18n/use-text.ts'
import { afterKey, LAYOUTS, layoutAfter, type TypedKey } from './layouts.ts'

interface Props {
  /** What is typed into. It keeps the focus, and a keyboard with keys goes on typing there. */
  readonly field: RefObject<HTMLInputElement | null>
}

/** A button beside a field, and the keys that it brings up, for counters that have none. */
export function TypingKeys({ field }: Props) {
  const { t } = useText()
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <button
        type="button"
        className="button typing-open"
        aria-label={t('keys.open')}
        aria-expanded={isOpen}
        onMouseDown={keepFocus}
        onClick={() => {
          setOpen(!isOpen)
          field.current?.focus()
        }}
      >
        <svg className="typing-open__icon" viewBox="0 0 28 20" aria-hidden="true">
          <rect x="1" y="1" width="26" height="18" rx="3" />
          <path d="M6 6h1m5 0h1m5 0h1m3 0h1M6 10h1m5 0h1m5 0h1m3 0h1M9 15h10" />
        </svg>
      </button>
      {isOpen && <Keys field={field} onClose={() => setOpen(false)} />}
    </>
  )
}

function Keys({ field, onClose }: Props & { readonly onClose: () => void }) {
  const { t, language: spoken } = useText()
  const [language, setLanguage] = useState<Language>(spoken)
  const [isDigits, setDigits] = useState(false)
  const layout = isDigits ? 'digits' : language
  const type = (key: TypedKey) => field.current && typeInto(field.current, key)
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form fields; these are buttons.
    <div className="typing" role="group" aria-label={t('keys.title')} onMouseDown={keepFocus}>
      {LAYOUTS[layout].map((row, at) => (
        <div key={row} className="typing__row">
          {Array.from(row, (letter) => (
            <Key key={letter} name={letter} onPress={() => type({ letter })} />
          ))}
          {at === 2 && <Key name="⌫" label={t('keys.delete')} wide onPress={() => type('delete')} />}
        </div>
      ))}
      <div className="typing__row">
        <Key
          name={isDigits ? 'abc' : '123'}
          label={t(isDigits ? 'keys.letters' : 'keys.digits')}
          wide
          onPress={() => setDigits(!isDigits)}
        />
        <Key
          name={language.toUpperCase()}
          label={t('keys.layout')}
          wide
          onPress={() => {
            setLanguage(isDigits ? language : layoutAfter(language))
            setDigits(false)
          }}
        />
        <Key name={t('keys.space')} space onPress={() => type({ letter: ' ' })} />
        <Key name={t('keys.close')} wide onPress={onClose} />
      </div>
    </div>
  )
}

interface KeyProps {
  readonly name: string
  readonly label?: string
  readonly wide?: boolean
  readonly space?: boolean
  readonly onPress: () => void
}

/** Whoever speaks to the screen says what stands on the key: its name begins with that. */
const spoken = (name: string, label: string): string =>
  /[\p{Letter}\p{Number}]/u.test(name) && name !== label ? `${name}: ${label}` : label

function Key({ name, label, wide = false, space = false, onPress }: KeyProps) {
  const size = space ? ' typing__key--space' : wide ? ' typing__key--wide' : ''
  return (
    <button
      type="button"
      className={`typing__key${size}`}
      aria-label={label && spoken(name, label)}
      onClick={onPress}
    >
      {name}
    </button>
  )
}

/** A pressed mouse button or finger would move the focus to the key. */
const keepFocus = (event: { preventDefault(): void }): void => event.preventDefault()

/** Writes as a person does: whoever listens to the field hears of it. */
function typeInto(field: HTMLInputElement, key: TypedKey): void {
  const { value: text, selectionStart, selectionEnd, maxLength } = field
  const [start, end] = [selectionStart ?? text.length, selectionEnd ?? text.length]
  const after = afterKey({ text, start, end }, key)
  if (maxLength >= 0 && after.text.length > maxLength) return
  field.setRangeText(after.text, 0, text.length)
  field.setSelectionRange(after.start, after.end)
  field.dispatchEvent(new InputEvent('input', { bubbles: true }))
}
