import { ToggleButton, ToggleButtonGroup } from 'react-aria-components'
import { LANGUAGES, type Language } from '#src/language.ts'
import { useText } from '../i18n/use-text.ts'

/** Each in its own language: a lost reader finds the way back. */
const NAMES: Readonly<Record<Language, { readonly short: string; readonly whole: string }>> = {
  kk: { short: 'Қаз', whole: 'Қазақша' },
  ru: { short: 'Рус', whole: 'Русский' },
  en: { short: 'Eng', whole: 'English' },
}

interface Props {
  readonly onChange: (language: Language) => void
}

export function LanguageSwitch({ onChange }: Props) {
  const { language, t } = useText()
  return (
    <ToggleButtonGroup
      className="languages"
      aria-label={t('language')}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[language]}
      onSelectionChange={(keys) => {
        const chosen = LANGUAGES.find((known) => keys.has(known))
        if (chosen && chosen !== language) onChange(chosen)
      }}
    >
      {LANGUAGES.map((known) => (
        <ToggleButton
          key={known}
          id={known}
          lang={known}
          className="languages__one"
          aria-label={NAMES[known].whole}
        >
          {NAMES[known].short}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  )
}
