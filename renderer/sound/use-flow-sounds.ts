import { useEffect } from 'react'
import type { SaleFlow } from '#src/sale/flow.ts'
import { play, prepareSound, type Sound } from './sound.ts'

/** Each state of a sale that has a colour has its sound too, heard once when it is reached. */
export function useFlowSounds(flow: SaleFlow): void {
  const sound = soundOf(flow)
  useEffect(prepareSound, [])
  useEffect(() => {
    if (sound) play(sound)
  }, [sound])
}

export function soundOf(flow: SaleFlow): Sound | null {
  switch (flow.step) {
    case 'amount':
      return null
    case 'card':
      return flow.notice === null ? null : 'attention'
    case 'accepted':
      return flow.paper.kind === 'failed' ? 'attention' : 'accepted'
    case 'declined':
      return flow.error.debt ? 'attention' : 'declined'
  }
}
