import { waitingCount } from '#src/payment/summary.ts'
import type { ReadySnapshot } from '../view.ts'

/** So few payments of gas are low whatever waits: enough for the owner to act in time. */
const FEW = 50

/** Low: it does not pay for what waits twice over, or for many more at all. */
export function isGasLow({ network, held, queue }: ReadySnapshot): boolean {
  if (network.kind !== 'online') return false
  if (held === 'GAS_TOO_LOW') return true
  const { gasPayments } = network.status
  return gasPayments !== null && gasPayments < Math.max(FEW, 2 * waitingCount(queue.summary))
}

/** Seconds by which the terminal's clock is wrong, negative when it is behind; null when it is right. */
export const clockAheadBy = ({ network }: ReadySnapshot): number | null =>
  network.kind === 'online' ? network.status.clockAheadBy : null
