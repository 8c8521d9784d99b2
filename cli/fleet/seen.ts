import { jetstreamManager } from '@nats-io/jetstream'
import type { NatsConnection } from '@nats-io/transport-node'
import { type FleetTerminal, healthSubject, STREAMS } from '#src/fleet/names.ts'
import { type Figures, readFigures } from './figures.ts'

/** A terminal's last word on its health. */
export interface Seen {
  /** When the broker has stored it, ms since the epoch. */
  readonly at: number
  readonly figures: Figures
}

/** So many are asked for at once. */
const AT_ONCE = 200

/** The last word of each of these terminals, in their order; undefined where there was none. */
export async function lastWords(
  connection: NatsConnection,
  terminals: readonly FleetTerminal[],
): Promise<readonly (Seen | undefined)[]> {
  const manager = await jetstreamManager(connection, { checkAPI: false })
  const ask = async (whose: FleetTerminal): Promise<Seen | undefined> => {
    const message = await manager.direct.getMessage(STREAMS.health, { last_by_subj: healthSubject(whose) })
    return message ? { at: message.time.getTime(), figures: readFigures(message.string()) } : undefined
  }
  const seen: (Seen | undefined)[] = []
  for (let from = 0; from < terminals.length; from += AT_ONCE)
    seen.push(...(await Promise.all(terminals.slice(from, from + AT_ONCE).map(ask))))
  return seen
}
