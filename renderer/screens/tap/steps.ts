import type { ErrorCode } from '#src/errors/codes.ts'
import type { DeviceState, TransferOffer } from '#src/ipc/contract.ts'
import type { SaleFlow } from '#src/sale/flow.ts'
import { TAP_AGAIN } from '#src/sale/tap-again.ts'
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

export function progressOf(flow: CardStep, reader: DeviceState, offline: boolean): Progress {
  const progress = PROGRESS[flow.stage]
  if (flow.stage !== 'waiting') return progress
  if (hasOnlyCode(flow, reader, offline)) return { ...progress, instruction: 'tap.byCode' }
  // After a code that would not do, nobody has held a card yet.
  const isAgain = flow.notice !== null && TAP_AGAIN.has(flow.notice)
  return isAgain ? { ...progress, instruction: 'tap.again' } : progress
}

/** What the sale itself has to say comes first; then, that only the code is left to pay with. */
export function noticeOf(flow: CardStep, reader: DeviceState, offline: boolean): ErrorCode | null {
  if (flow.notice !== null || reader.kind !== 'fault' || !hasOnlyCode(flow, reader, offline))
    return flow.notice
  return reader.code
}

/** The code gives way to the steps of the tap as soon as there is a tap. */
export const codeOf = ({ stage, request }: CardStep): string | null => (stage === 'waiting' ? request : null)

/** What may be sent on chain instead: only while the chain can be reached, or nobody would see it. */
export const transferOf = ({ stage, transfer }: CardStep, offline: boolean): TransferOffer | null =>
  stage === 'waiting' && !offline ? transfer : null

/** Without a reader a code is the only way to pay. */
export const hasOnlyCode = (flow: CardStep, reader: DeviceState, offline: boolean): boolean =>
  (codeOf(flow) !== null || transferOf(flow, offline) !== null) && reader.kind === 'fault'
