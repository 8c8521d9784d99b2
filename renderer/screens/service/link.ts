import type { MaintenanceChannels, MaintenanceEvents } from '#src/ipc/maintenance.ts'
import type { Result } from '#src/result.ts'

export type ServiceAsk = <C extends keyof MaintenanceChannels>(
  channel: C,
  request: MaintenanceChannels[C]['request'],
) => Promise<Result<MaintenanceChannels[C]['reply']>>

/** The technician's way to main. */
export interface ServiceLink {
  readonly ask: ServiceAsk
  /** Tells of what main says unasked; returns what stops the listening. */
  readonly on: <E extends keyof MaintenanceEvents>(
    event: E,
    listener: (payload: MaintenanceEvents[E]) => void,
  ) => () => void
}
