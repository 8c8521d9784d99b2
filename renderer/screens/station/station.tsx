import { useEffect } from 'react'
import { useWedge } from '../../scanner/use-wedge.ts'
import type { StationView } from '../../station-view.ts'
import type { ReadySnapshot, TerminalView } from '../../view.ts'
import { Attract } from './attract.tsx'
import { Closed } from './closed.tsx'
import { Help } from './help.tsx'
import { NoPaper } from './no-paper.tsx'
import { OutOfOrder } from './out-of-order.tsx'
import { OutcomeScreen } from './outcome-screen.tsx'
import { Pay } from './pay.tsx'
import { Start } from './start.tsx'
import { StillThere } from './still-there.tsx'
import { TicketScreen } from './ticket-screen.tsx'
import { useArrowKeys } from './use-arrow-keys.ts'
import { useLook } from './use-look.ts'
import { useReadAloud } from './use-read-aloud.ts'
import { useStationSounds } from './use-station-sounds.ts'
import { Validator } from './validator.tsx'

export interface StationProps {
  readonly snapshot: ReadySnapshot
  readonly view: StationView
  readonly terminal: TerminalView
}

/** The kiosk's face: what the last tap came to before all else, then the passenger's step. */
export function Station(props: StationProps) {
  const { snapshot, view, terminal } = props
  const { kiosk, outcome, fault } = view
  useLook(kiosk.comfort, snapshot.now)
  useStationSounds(view, snapshot.flow)
  useReadAloud(view, snapshot.flow)
  useWedge(terminal.scanned)
  useArrowKeys()
  useAnyTouch(terminal.station.touch)

  // A screen of its own for each tap: the next passenger's green is told anew, though it says the same.
  if (outcome) return <OutcomeScreen key={outcome.number} {...props} outcome={outcome} />
  const isBuying = kiosk.step.name === 'paying' || kiosk.step.name === 'ticket'
  if (snapshot.closed && !isBuying) return <Closed {...props} closure={snapshot.closed} />
  if (fault && !isBuying) return <OutOfOrder {...props} fault={fault} />
  return (
    <>
      <Step {...props} />
      {kiosk.askedAt !== null && <StillThere {...props} askedAt={kiosk.askedAt} />}
    </>
  )
}

function Step(props: StationProps) {
  const { step } = props.view.kiosk
  if (props.view.info.validator) return <Validator {...props} />
  switch (step.name) {
    case 'attract':
      return <Attract {...props} />
    case 'start':
      return <Start {...props} />
    case 'help':
      return <Help {...props} />
    case 'no-paper':
      return <NoPaper {...props} product={step.product} />
    case 'paying':
      return <Pay {...props} product={step.product} />
    case 'ticket':
      return <TicketScreen {...props} step={step} />
  }
}

/** Whoever touches anything or presses a key is there; told of the end of it, so that the button pressed comes first. */
function useAnyTouch(touch: () => void): void {
  useEffect(() => {
    window.addEventListener('pointerup', touch)
    window.addEventListener('keyup', touch)
    return () => {
      window.removeEventListener('pointerup', touch)
      window.removeEventListener('keyup', touch)
    }
  }, [touch])
}
