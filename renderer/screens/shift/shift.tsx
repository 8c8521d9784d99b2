import { useState } from 'react'
import type { ZReport } from '#src/till/report.ts'
import type { ReadySnapshot, TerminalView } from '../../view.ts'
import { CloseShift } from './close-shift.tsx'
import { Closed } from './closed.tsx'
import { OpenShift } from './open-shift.tsx'
import { Overview } from './overview.tsx'
import { PaperState } from './paper-state.tsx'
import { Reports } from './reports.tsx'
import { usePrinting } from './use-printing.ts'

interface Props {
  readonly snapshot: ReadySnapshot
  readonly terminal: TerminalView
}

/** The shift as it stands, its end, and those that ended before. */
export function Shift({ snapshot, terminal }: Props) {
  const [isClosing, setIsClosing] = useState(false)
  const [closed, setClosed] = useState<ZReport | null>(null)
  const { printing, print } = usePrinting(terminal.ask)
  const { shift, lastShift } = snapshot.till

  const onClosed = (report: ZReport) => {
    setIsClosing(false)
    setClosed(report)
    void print({ report: 'z', number: report.number, copy: false })
  }
  if (closed)
    return (
      <Closed
        report={closed}
        asset={snapshot.info.asset}
        printing={printing}
        onPrint={() => void print({ report: 'z', number: closed.number, copy: printing.kind !== 'failed' })}
        onDone={() => setClosed(null)}
      />
    )
  if (shift && isClosing)
    return (
      <CloseShift
        shift={shift}
        snapshot={snapshot}
        terminal={terminal}
        onClosed={onClosed}
        onBack={() => setIsClosing(false)}
      />
    )
  return (
    <div className="shift">
      {shift ? (
        <Overview
          shift={shift}
          snapshot={snapshot}
          terminal={terminal}
          printing={printing}
          onPrint={() => void print({ report: 'x' })}
          onClose={() => setIsClosing(true)}
        />
      ) : (
        <OpenShift snapshot={snapshot} terminal={terminal} />
      )}
      <Reports
        ask={terminal.ask}
        newest={shift ? lastShift - 1 : lastShift}
        onCopy={(number) => void print({ report: 'z', number, copy: true })}
      >
        {!shift && <PaperState printing={printing} />}
      </Reports>
    </div>
  )
}
