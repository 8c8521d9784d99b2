import { type ReactNode, useState } from 'react'
import { TopBar } from '../../components/top-bar.tsx'
import type { ReadySnapshot, TerminalView } from '../../view.ts'
import { QueuePanel } from '../queue/queue-panel.tsx'

interface Props {
  readonly snapshot: ReadySnapshot
  readonly terminal: TerminalView
  readonly children: ReactNode
}

/** A screen under the top bar, with all that the bar's pill stands for. */
export function Framed({ snapshot, terminal, children }: Props) {
  const [detailsOpen, setDetailsOpen] = useState(false)
  return (
    <div className="framed">
      <TopBar
        snapshot={snapshot}
        onLanguage={terminal.setLanguage}
        onStatus={() => setDetailsOpen(true)}
        onSignOut={() => void terminal.ask('staff/sign-out', undefined)}
      />
      <main className="framed__body">{children}</main>
      <QueuePanel
        snapshot={snapshot}
        terminal={terminal}
        isOpen={detailsOpen}
        onOpenChange={setDetailsOpen}
      />
    </div>
  )
}
