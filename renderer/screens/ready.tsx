import { useState } from 'react'
import { useWedge } from '../scanner/use-wedge.ts'
import { useFlowSounds } from '../sound/use-flow-sounds.ts'
import type { ReadySnapshot, TerminalView } from '../view.ts'
import { Counter } from './counter/counter.tsx'
import { emptyEntry } from './counter/entry.ts'
import { Accepted } from './result/accepted.tsx'
import { Declined } from './result/declined.tsx'
import { Tap } from './tap/tap.tsx'

interface Props {
  readonly snapshot: ReadySnapshot
  readonly terminal: TerminalView
}

/**
 * The step the sale is at. The typed amount outlives a cancelled or declined sale, not a paid one; what
 * the cashier has been told outlives them all.
 */
export function Ready({ snapshot, terminal }: Props) {
  const { flow, info } = snapshot
  const [entry, setEntry] = useState(emptyEntry)
  const [missingTold, setMissingTold] = useState(0)
  useFlowSounds(flow)
  useWedge(terminal.scanned)
  if (flow.step === 'accepted' && entry !== emptyEntry) setEntry(emptyEntry)

  switch (flow.step) {
    case 'amount':
      return (
        <Counter
          snapshot={snapshot}
          terminal={terminal}
          entry={entry}
          onEntry={setEntry}
          missingTold={missingTold}
          onMissingTold={setMissingTold}
        />
      )
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
          onNewSale={terminal.newSale}
          onReprint={() => terminal.reprint(flow.payment.id)}
        />
      )
    case 'declined':
      return (
        <Declined
          flow={flow}
          asset={info.asset}
          onAnotherCard={terminal.anotherCard}
          onBack={terminal.newSale}
        />
      )
  }
}

const isOffline = ({ network }: ReadySnapshot): boolean => network.kind !== 'online'
