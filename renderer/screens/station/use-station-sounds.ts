import { useEffect } from 'react'
import type { SaleFlow } from '#src/sale/flow.ts'
import type { Outcome } from '#src/station-screen/outcome.ts'
import { play, prepareSound, type Sound } from '../../sound/sound.ts'
import { soundOf as soundOfSale } from '../../sound/use-flow-sounds.ts'
import type { StationView } from '../../station-view.ts'

/** Each tap is heard, also when it comes to the same as the one before. No sound tells an amount. */
export function useStationSounds({ outcome, kiosk }: StationView, flow: SaleFlow): void {
  useEffect(prepareSound, [])
  useEffect(() => {
    if (outcome) play(soundOf(outcome))
  }, [outcome])
  const sale = kiosk.step.name === 'paying' ? soundOfSale(flow) : null
  useEffect(() => {
    if (sale) play(sale)
  }, [sale])
  const ticket = kiosk.step.name === 'ticket' ? kiosk.step.receipt : null
  useEffect(() => {
    if (ticket !== null) play('accepted')
  }, [ticket])
}

const SOUNDS: Readonly<Record<Outcome['kind'], Sound>> = {
  go: 'accepted',
  again: 'attention',
  refused: 'declined',
}
export const soundOf = ({ kind }: Outcome): Sound => SOUNDS[kind]
