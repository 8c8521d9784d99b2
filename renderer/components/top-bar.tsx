import { Button } from 'react-aria-components'
import type { Language } from '#src/language.ts'
import { useText } from '../i18n/use-text.ts'
import type { ReadySnapshot } from '../view.ts'
import { LanguageSwitch } from './language-switch.tsx'
import { Pill } from './pill.tsx'
import { statusOf } from './status.ts'

interface Props {
  readonly snapshot: ReadySnapshot
  readonly onLanguage: (language: Language) => void
  readonly onStatus: () => void
}

/** Always in sight: where, when, and how the terminal stands. */
export function TopBar({ snapshot, onLanguage, onStatus }: Props) {
  const text = useText()
  const { info, now } = snapshot
  const status = statusOf(snapshot, text)
  return (
    <header className="top-bar">
      <h1 className="top-bar__place">
        <strong>{info.shop}</strong> <span>{text.t('bar.till', { till: info.till })}</span>
      </h1>
      <time className="top-bar__clock">{text.time(now)}</time>
      <LanguageSwitch onChange={onLanguage} />
      <Button className="top-bar__status" onPress={onStatus} aria-haspopup="dialog">
        <Pill kind={status.kind}>{status.words}</Pill>
      </Button>
    </header>
  )
}
