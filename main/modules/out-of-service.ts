import type { ChannelName } from '#src/ipc/contract.ts'
import { CHANNEL_NAMES } from '#src/ipc/requests.ts'
import type { Failure } from '#src/result.ts'
import type { Handlers } from '../ipc/door.ts'

/** A terminal that could not start answers every question with the reason, so that the screen can say it. */
export function outOfService(error: Failure): Handlers {
  const answer = () => ({ ok: false as const, error })
  return Object.fromEntries(CHANNEL_NAMES.map((channel) => [channel, answer])) as Record<
    ChannelName,
    typeof answer
  >
}
