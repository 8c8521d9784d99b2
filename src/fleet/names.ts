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
  /** What the operator has told a terminal to do. */
  commands: 'COMMANDS',
  /** Bundles of logs that he has asked for, in parts. */
  logs: 'LOGS',
} as const
export const BUCKETS = {
  /** Whose a lane is, for a while. */
  leases: 'leases',
  /** Up to which of its entries a lane's outcomes are published. */
  cursors: 'cursors',
  /** Signed configuration for the fleet, a site or a terminal. */
  layers: 'layers',
  /** Signed lists of cards that may not pay. */
  deny: 'deny',
  /** Signed rates. */
  rates: 'rates',
} as const
export type Bucket = (typeof BUCKETS)[keyof typeof BUCKETS]

const of = ({ site, terminal }: FleetTerminal): string => `${site}.${terminal}`

/** Subjects that a terminal may publish to; nobody else may. */
export const journalSubject = (whose: FleetTerminal): string => `tapsyr.up.${of(whose)}`
export const healthSubject = (whose: FleetTerminal): string => `tapsyr.health.${of(whose)}`
/** A request: the settler answers whether it lets go of a payment. */
export const recallSubject = (whose: FleetTerminal): string => `tapsyr.recall.${of(whose)}`
export const logsSubject = (whose: FleetTerminal): string => `tapsyr.logs.${of(whose)}`
/** Subjects that a terminal may read, and nobody else of the terminals. */
export const outcomeSubject = (whose: FleetTerminal): string => `tapsyr.outcome.${of(whose)}`
export const commandSubject = (whose: FleetTerminal): string => `tapsyr.command.${of(whose)}`

/** Where a key-value bucket keeps a key: NATS, ADR-8 "JetStream based Key-Value Stores". */
export const keySubject = (bucket: Bucket, key: string): string => `$KV.${bucket}.${key}`
export const bucketStream = (bucket: Bucket): string => `KV_${bucket}`

/** Keys of `layers`, each above the one before it. */
export const FLEET_KEY = 'fleet'
export const siteKey = (site: string): string => `site.${site}`
export const terminalKey = ({ site, terminal }: FleetTerminal): string => `terminal.${site}.${terminal}`

/** Keys of `deny`: which versions of a list there are, its change since one, and a part of the whole. */
export const listHeadKey = (list: string): string => `${list}.head`
export const listChangeKey = (list: string, since: number): string => `${list}.since.${since}`
export const listPartKey = (list: string, version: number, part: number): string =>
  `${list}.full.${version}.${part}`

/** Where the server's mapping puts them, for settlers. */
export const partitionSubject = (partition: number): string => `tapsyr.journal.${partition}.*.*`
export const recallsSubject = (partition: number): string => `tapsyr.recalls.${partition}.*.*`
export const laneSubject = (lane: string): string => `tapsyr.lane.${lane}`

/** The one inbox in which a terminal reads answers. */
export const inboxPrefix = ({ site, terminal }: FleetTerminal): string => `_INBOX_${site}_${terminal}`
/** The durable consumer of a terminal, of its outcomes and of its commands. */
export const consumerName = ({ site, terminal }: FleetTerminal): string => `${site}_${terminal}`

/** The terminal in a subject that ends in its site and its name; undefined for any other. */
export function terminalOf(subject: string): FleetTerminal | undefined {
  const [terminal, site] = subject.split('.').reverse()
  return site === undefined || terminal === undefined ? undefined : { site, terminal }
}

/** How a terminal is called where only one name has room. */
export const terminalText = ({ site, terminal }: FleetTerminal): string => `${site}/${terminal}`
