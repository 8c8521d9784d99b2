import { useEffect, useSyncExternalStore } from 'react'
import { I18nextProvider } from 'react-i18next'
import { TRANSLATORS } from './i18n/setup.ts'
import { OutOfService } from './screens/out-of-service/out-of-service.tsx'
import { Ready } from './screens/ready.tsx'
import { MaybeService } from './screens/service/maybe-service.tsx'
import { Setup } from './screens/setup/setup.tsx'
import { Starting } from './screens/starting/starting.tsx'
import { Station } from './screens/station/station.tsx'
import './styles/app.css'
import type { Snapshot, TerminalView } from './view.ts'

export function App({ terminal }: { readonly terminal: TerminalView }) {
  const snapshot = useSyncExternalStore(terminal.subscribe, terminal.getSnapshot)
  const { language } = snapshot
  useEffect(() => {
    document.documentElement.lang = language
  }, [language])

  return (
    <I18nextProvider i18n={TRANSLATORS[language]}>
      <MaybeService snapshot={snapshot} terminal={terminal}>
        <Phase snapshot={snapshot} terminal={terminal} />
      </MaybeService>
    </I18nextProvider>
  )
}

function Phase({ snapshot, terminal }: { readonly snapshot: Snapshot; readonly terminal: TerminalView }) {
  switch (snapshot.phase) {
    case 'starting':
      return <Starting snapshot={snapshot} />
    case 'out-of-service':
      if (snapshot.code === 'SETUP_NEEDED') return <Setup snapshot={snapshot} terminal={terminal} />
      return <OutOfService snapshot={snapshot} />
    case 'ready':
      if (snapshot.station) return <Station snapshot={snapshot} view={snapshot.station} terminal={terminal} />
      return <Ready snapshot={snapshot} terminal={terminal} />
  }
}
