import type { SaleFlow } from '#src/sale/flow.ts'
import type { PlainKey } from '../../i18n/table.ts'

export type CardStep = SaleFlow & { step: 'card' }
type Stage = CardStep['stage']

/** What a tap goes through, in order, in words. */
export const TAP_STEPS = ['tap.found', 'tap.checked', 'tap.signed', 'tap.stored'] as const

interface Progress {
  readonly done: number
  readonly doing: boolean
  readonly instruction: PlainKey
}

const PROGRESS: Readonly<Record<Stage, Progress>> = {
  opening: { done: 0, doing: false, instruction: 'tap.opening' },
  waiting: { done: 0, doing: false, instruction: 'tap.waiting' },
  found: { done: 1, doing: true, instruction: 'tap.holding' },
  checked: { done: 2, doing: false, instruction: 'tap.holding' },
  signing: { done: 2, doing: true, instruction: 'tap.holding' },
  storing: { done: 3, doing: true, instruction: 'tap.storing' },
}

export function progressOf({ stage, notice }: CardStep): Progress {
  const progress = PROGRESS[stage]
  return notice !== null && stage === 'waiting' ? { ...progress, instruction: 'tap.again' } : progress
}
