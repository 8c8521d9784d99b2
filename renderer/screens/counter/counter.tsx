import { useState } from 'react'
import { TopBar } from '../../components/top-bar.tsx'
import type { ReadySnapshot, TerminalView } from '../../view.ts'
import { QueuePanel } from '../queue/queue-panel.tsx'
import { AmountBody } from './amount-body.tsx'
import { CounterNotice } from './counter-notice.tsx'
import type { Draft } from './draft.ts'
import { OrderBody } from './order-body.tsx'

interface Props {
  readonly snapshot: ReadySnapshot
  readonly terminal: TerminalView
  readonly draft: Draft
  readonly onDraft: (change: (draft: Draft) => Draft) => void
  /** So many missing receipts the cashier has been told of and has put the notice away. */
  readonly missingTold: number
  readonly onMissingTold: (count: number) => void
}

/** The cashier's screen: what is sold, and one button. */
export function Counter({ snapshot, terminal, draft, onDraft, ...told }: Props) {
  const { info } = snapshot
  const [detailsOpen, setDetailsOpen] = useState(false)
  const notice = <CounterNotice snapshot={snapshot} terminal={terminal} {...told} />

  return (
    <div className="counter">
      <TopBar
        snapshot={snapshot}
        onLanguage={terminal.setLanguage}
        onStatus={() => setDetailsOpen(true)}
        onSignOut={() => void terminal.ask('staff/sign-out', undefined)}
      />
      {info.prices === null ? (
        <AmountBody
          info={info}
          onCharge={terminal.charge}
          entry={draft.entry}
          onEntry={(entry) => onDraft((before) => ({ ...before, entry }))}
          notice={notice}
        />
      ) : (
        <OrderBody
          snapshot={snapshot}
          terminal={terminal}
          prices={info.prices}
          draft={draft}
          onDraft={onDraft}
          notice={notice}
        />
      )}
      <QueuePanel
        snapshot={snapshot}
        terminal={terminal}
        isOpen={detailsOpen}
        onOpenChange={setDetailsOpen}
      />
    </div>
  )
}
