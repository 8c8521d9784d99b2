import type { NatsConnection } from '@nats-io/transport-node'
import { type FleetTerminal, healthSubject } from '#src/fleet/names.ts'
import type { Clock } from '#src/time/clock.ts'
import { pauseUnless } from './pause.ts'

export interface HealthParts {
  readonly whose: FleetTerminal
  readonly figures: () => Promise<string>
  readonly clock: Clock
}

const EVERY_MS = 60_000

/** Tells the operator how the terminal is, until the signal. The next word makes up for one that is lost. */
export async function runHealth(
  { whose, figures, clock }: HealthParts,
  connection: NatsConnection,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    connection.publish(healthSubject(whose), await figures())
    if (!signal.aborted) await pauseUnless(clock, EVERY_MS, signal)
  }
}
