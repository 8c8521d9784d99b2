import type { ChannelName, ReplyOf, RequestOf } from '#src/ipc/contract.ts'
import type { Result } from '#src/result.ts'

/** Channels that a screen may use without an action of its own: their answers are all that it needs. */
type ScreenChannel = Extract<
  ChannelName,
  `${'staff' | 'till' | 'shift' | 'drawer' | 'rate' | 'risk' | 'receipt' | 'payment' | 'refund' | 'station' | 'service' | 'setup'}/${string}`
>

/** Asks main, and gives its answer as it is. */
export type Ask = <C extends ScreenChannel>(channel: C, request: RequestOf<C>) => Promise<Result<ReplyOf<C>>>
