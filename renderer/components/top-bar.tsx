import { Button } from 'react-aria-components'
import type { Language } from '#src/language.ts'
import { useText } from '../i18n/use-text.ts'
import type { ReadySnapshot } from '../view.ts'
import { LanguageSwitch } from './language-switch.tsx'
import { Pill } from './pill.tsx'
import { statusOf } from './status.ts'
import { WhoIsIn } from './who-is-in.tsx'

interface Props {
  readonly snapshot: ReadySnapshot
  readonly onLanguage: (language: Language) => void
  readonly onStatus: () => void
  readonly onSignOut?: () => void
}

/** Always in sight: where, when, and how the terminal stands. */
export function TopBar({ snapshot, onLanguage, onStatus, onSignOut }: Props) {
  const text = useText()
  const { info, now, staff } = snapshot
  const status = statusOf(snapshot, text)
  return (
    <header className="top-bar">
      <h1 className="top-bar__place" data-opens-service>
        <strong>{info.shop}</strong> <span>{text.t('bar.till', { till: info.till })}</span>
      </h1>
      {staff.signedIn && onSignOut && <WhoIsIn person={staff.signedIn} onSignOut={onSignOut} />}
      <time className="top-bar__clock" data-opens-service>
        {text.time(now)}
      </time>
      <LanguageSwitch onChange={onLanguage} />
      <Button className="top-bar__status" onPress={onStatus} aria-haspopup="dialog">
        <Pill kind={status.kind}>{status.words}</Pill>
      </Button>
    </header>
  )
}
