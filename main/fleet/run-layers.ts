import type { NatsConnection } from '@nats-io/transport-node'
import { BUCKETS } from '#src/fleet/names.ts'
import type { Clock } from '#src/time/clock.ts'
import { followKeys } from './bucket.ts'
import type { FleetLayers } from './layers.ts'

export interface LayerSessionParts {
  readonly layers: Pick<FleetLayers, 'keys' | 'take'>
  readonly clock: Clock
  readonly log: (message: string) => void
}

/** Takes the layers of configuration that are for this terminal, until the signal. Rejects when the connection fails. */
export const runLayers = (
  { layers: { keys, take }, clock, log }: LayerSessionParts,
  connection: NatsConnection,
  signal: AbortSignal,
): Promise<void> =>
  followKeys({ bucket: BUCKETS.layers, keys, onValue: take, clock, log }, connection, signal)
