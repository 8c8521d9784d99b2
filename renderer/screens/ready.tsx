import { useState } from 'react'
import { useWedge } from '../scanner/use-wedge.ts'
import { useFlowSounds } from '../sound/use-flow-sounds.ts'
import type { ReadySnapshot, TerminalView } from '../view.ts'
import { Counter } from './counter/counter.tsx'
import { afterSale, type Draft, emptyDraft } from './counter/draft.ts'
import { useKeptDraft } from './counter/use-kept-draft.ts'
import { Closed } from './out-of-service/closed.tsx'
import { OutOfService } from './out-of-service/out-of-service.tsx'
import { Accepted } from './result/accepted.tsx'
import { Declined } from './result/declined.tsx'
import { Owing } from './result/owing.tsx'
import { hasShell, Shell } from './shell/shell.tsx'
import { SignIn } from './sign-in/sign-in.tsx'
import { Tap } from './tap/tap.tsx'

interface Props {
  readonly snapshot: ReadySnapshot
  readonly terminal: TerminalView
}

/**
 * The step the sale is at. The basket and the typed amount outlive a cancelled or declined sale, not a paid one; what
 * the cashier has been told outlives them all.
 */
export function Ready({ snapshot, terminal }: Props) {
  const { flow, info, staff, language } = snapshot
  const [draft, setDraft] = useKeptDraft({
    storage: terminal.storage,
    prices: info.prices,
    isCharged: flow.step === 'card' || flow.step === 'accepted',
    now: snapshot.now,
  })
  const [missingTold, setMissingTold] = useState(0)
  useFlowSounds(flow)
  useWedge(terminal.scanned)
  if (flow.step === 'accepted' && !isNothing(draft)) setDraft(afterSale)

  switch (flow.step) {
    case 'amount': {
      if (snapshot.unstorable)
        return <OutOfService snapshot={{ ...snapshot.unstorable, phase: 'out-of-service', language }} />
      const counter = snapshot.closed ? (
        <Closed closure={snapshot.closed} snapshot={snapshot} terminal={terminal} />
      ) : (
        <Counter
          snapshot={snapshot}
          terminal={terminal}
          draft={draft}
          onDraft={setDraft}
          missingTold={missingTold}
          onMissingTold={setMissingTold}
        />
      )
      if (staff.required && !staff.signedIn) return <SignIn snapshot={snapshot} terminal={terminal} />
      if (!hasShell(snapshot)) return counter
      return <Shell snapshot={snapshot} terminal={terminal} sell={counter} />
    }
    case 'card':
      return (
        <Tap
          flow={flow}
          info={info}
          reader={snapshot.devices.reader}
          offline={isOffline(snapshot)}
          onCancel={terminal.cancel}
        />
      )
    case 'accepted':
      return (
        <Accepted
          flow={flow}
          snapshot={snapshot}
          onNewSale={terminal.newSale}
          onReprint={(approvalPin) => terminal.reprint(flow.payment.id, approvalPin)}
        />
      )
    case 'declined':
      if (flow.error.debt)
        return (
          <Owing
            flow={flow}
            debt={flow.error.debt}
            snapshot={snapshot}
            onPay={terminal.payDebt}
            onAnotherCard={terminal.anotherCard}
            onOverride={terminal.override}
            onBack={terminal.newSale}
          />
        )
      return (
        <Declined
          flow={flow}
          snapshot={snapshot}
          onAnotherCard={terminal.anotherCard}
          onOverride={terminal.override}
          onBack={terminal.newSale}
        />
      )
  }
}

/** Nothing typed and nothing in the basket. */
const isNothing = ({ entry, basket }: Draft): boolean =>
  entry === emptyDraft.entry && basket === emptyDraft.basket

const isOffline = ({ network }: ReadySnapshot): boolean => network.kind !== 'online'
