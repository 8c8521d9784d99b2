import { z } from 'zod'

/**
 * A NATS token: a site, a terminal, a lane. "_" is in none, as it stands between site and terminal where a
 * dot cannot: otherwise "a_b" and "c" would read what is for "a" and "b_c".
 */
export const nameSchema = z.string().regex(/^[A-Za-z0-9-]{1,31}$/, 'letters, digits and "-", at most 31')

/** Which terminal of the fleet. */
export interface FleetTerminal {
  readonly site: string
  readonly terminal: string
}

/**
 * Entries of journals are spread over so many partitions by the server's own mapping (deploy/fleet), one
 * terminal's always in the same and in their order. A number for good: other partitions would break the order.
 */
export const PARTITIONS = 16

/** Streams and buckets of JetStream, as deploy/fleet makes them. */
export const STREAMS = {
  /** Every terminal's journal, entry by entry. */
  journal: 'JOURNAL',
  /** What became of payments that were handed over, for each terminal. */
  outcomes: 'OUTCOMES',
  /** The last word of each terminal on its health. */
  health: 'HEALTH',
  /** The settlers' own journals, one for each lane. */
  lanes: 'LANES',
} as const
/** `leases`: whose a lane is, for a while; `cursors`: up to which of its entries a lane's outcomes are published. */
export const BUCKETS = { leases: 'leases', cursors: 'cursors' } as const

const of = ({ site, terminal }: FleetTerminal): string => `${site}.${terminal}`

/** Subjects that a terminal may publish to; nobody else may. */
export const journalSubject = (whose: FleetTerminal): string => `tapsyr.up.${of(whose)}`
export const healthSubject = (whose: FleetTerminal): string => `tapsyr.health.${of(whose)}`
/** A request: the settler answers whether it lets go of a payment. */
export const recallSubject = (whose: FleetTerminal): string => `tapsyr.recall.${of(whose)}`
/** The subject that a terminal may read. */
export const outcomeSubject = (whose: FleetTerminal): string => `tapsyr.outcome.${of(whose)}`

/** Where the server's mapping puts them, for settlers. */
export const partitionSubject = (partition: number): string => `tapsyr.journal.${partition}.*.*`
export const recallsSubject = (partition: number): string => `tapsyr.recalls.${partition}.*.*`
export const laneSubject = (lane: string): string => `tapsyr.lane.${lane}`

/** The one inbox in which a terminal reads answers. */
export const inboxPrefix = ({ site, terminal }: FleetTerminal): string => `_INBOX_${site}_${terminal}`
/** The durable consumer of a terminal, of its outcomes. */
export const consumerName = ({ site, terminal }: FleetTerminal): string => `${site}_${terminal}`

/** The terminal in a subject that ends in its site and its name; undefined for any other. */
export function terminalOf(subject: string): FleetTerminal | undefined {
  const [terminal, site] = subject.split('.').reverse()
  return site === undefined || terminal === undefined ? undefined : { site, terminal }
}

/** How a terminal is called where only one name has room. */
export const terminalText = ({ site, terminal }: FleetTerminal): string => `${site}/${terminal}`
