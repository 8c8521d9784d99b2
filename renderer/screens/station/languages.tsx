import { ToggleButton, ToggleButtonGroup } from 'react-aria-components'
import { LANGUAGES, type Language } from '#src/language.ts'
import { useText } from '../../i18n/use-text.ts'

/** Each in its own word: a lost reader finds the way. */
const NAMES: Readonly<Record<Language, string>> = { kk: 'Қазақша', ru: 'Русский', en: 'English' }

interface Props {
  readonly onChange: (language: Language) => void
}

export function Languages({ onChange }: Props) {
  const { language, t } = useText()
  return (
    <ToggleButtonGroup
      className="station-row"
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
        <ToggleButton key={known} id={known} lang={known} className="station-button">
          {NAMES[known]}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  )
}
