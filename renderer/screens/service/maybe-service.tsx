import { createContext, type ReactNode, useContext, useState } from 'react'
import type { Snapshot, TerminalView } from '../../view.ts'
import { Service } from './service.tsx'
import { useOpening } from './use-opening.ts'

interface Props {
  readonly snapshot: Snapshot
  readonly terminal: TerminalView
  readonly children: ReactNode
}

const OpenService = createContext<() => void>(() => undefined)
const IsServiceOpen = createContext(false)

/** Opens the technician's screens, for a screen that offers them with a button. */
export const useOpenService = (): (() => void) => useContext(OpenService)

/** Whether they lie over the screen: what listens to keys or cards by itself has to leave both to them. */
export const useIsServiceOpen = (): boolean => useContext(IsServiceOpen)

/** Any screen, and the technician's over it once they are opened. Never while a sale is in hand. */
export function MaybeService({ snapshot, terminal, children }: Props) {
  const [isOpen, setOpen] = useState(false)
  const open = () => {
    if (isFree(snapshot)) setOpen(true)
  }
  useOpening(open)
  return (
    <OpenService value={open}>
      <IsServiceOpen value={isOpen}>{children}</IsServiceOpen>
      {isOpen && (
        <Service
          snapshot={snapshot}
          terminal={terminal}
          link={{ ask: terminal.ask, on: terminal.onService }}
          onLeave={() => setOpen(false)}
        />
      )}
    </OpenService>
  )
}

function isFree(snapshot: Snapshot): boolean {
  switch (snapshot.phase) {
    case 'starting':
      return false
    case 'out-of-service':
      return snapshot.code !== 'SETUP_NEEDED'
    case 'ready':
      return snapshot.flow.step === 'amount'
  }
}
