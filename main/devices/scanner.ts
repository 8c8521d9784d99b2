import { createListeners } from '#drivers/link/listeners.ts'
import type { Scan, Scanner } from '#src/device/scanner.ts'
import type { DeviceState } from '#src/ipc/contract.ts'
import type { Clock } from '#src/time/clock.ts'
import { type Attach, supervise } from './supervisor.ts'

/** The terminal's code scanner, whether or not it is plugged in at the moment. */
export interface ScannerService {
  /** One call per code that any scanner reads. Returns the function that stops listening. */
  onScan(listener: (scan: Scan) => void): () => void
  state(): DeviceState
  stop(): Promise<void>
}

interface ScannerParts {
  readonly attach: Attach<Scanner>
  /** A scanner that was not asked for by name need not be there. */
  readonly optional: boolean
  readonly clock: Clock
  readonly onState: (state: DeviceState) => void
  readonly log: (message: string) => void
}

export function createScannerService(parts: ScannerParts): ScannerService {
  const scans = createListeners<Scan>()
  const supervised = supervise<Scanner>({
    ...parts,
    absent: parts.optional ? { kind: 'unused' } : { kind: 'fault', code: 'SCANNER_ABSENT' },
    async attach() {
      const attached = await parts.attach()
      if (attached.ok) attached.value.device.onScan((scan) => scans.emit(scan))
      return attached
    },
  })
  return { onScan: (listener) => scans.add(listener), state: supervised.state, stop: supervised.stop }
}

/** A terminal without a scanner of its own, or one whose scanner types into the page. */
export const NO_SCANNER: ScannerService = {
  onScan: () => () => undefined,
  state: () => ({ kind: 'unused' }),
  stop: async () => undefined,
}
