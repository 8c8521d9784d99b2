import {
  consumerName,
  type FleetTerminal,
  healthSubject,
  inboxPrefix,
  journalSubject,
  outcomeSubject,
  recallSubject,
  STREAMS,
} from './names.ts'

/** What an account of NATS may do: subjects it may publish to, and those it may read. */
export interface Permissions {
  readonly publish: readonly string[]
  readonly subscribe: readonly string[]
  /** It may answer whoever asks it. */
  readonly answers?: true
}

/**
 * A terminal writes what is its own and reads what is for it; with stolen credentials nobody gets at another
 * one's. A server asks for the right to the subject that its mapping makes of one, too.
 * JetStream's subjects: NATS "JetStream wire API Reference"; a consumer's create subject ends in its filter.
 */
export function terminalPermissions(whose: FleetTerminal): Permissions {
  const ends = `${whose.site}.${whose.terminal}`
  const consumer = `${STREAMS.outcomes}.${consumerName(whose)}`
  return {
    publish: [
      journalSubject(whose),
      `tapsyr.journal.*.${ends}`,
      healthSubject(whose),
      recallSubject(whose),
      `tapsyr.recalls.*.${ends}`,
      // The last of its own entries that the fleet has.
      `$JS.API.DIRECT.GET.${STREAMS.journal}.tapsyr.journal.*.${ends}`,
      `$JS.API.CONSUMER.CREATE.${consumer}.${outcomeSubject(whose)}`,
      `$JS.API.CONSUMER.INFO.${consumer}`,
      `$JS.API.CONSUMER.MSG.NEXT.${consumer}`,
      `$JS.ACK.${consumer}.>`,
    ],
    subscribe: [`${inboxPrefix(whose)}.>`],
  }
}

/** A settler reads all journals, writes outcomes and its lanes, and answers recalls. */
export const settlerPermissions: Permissions = {
  publish: ['tapsyr.outcome.*.*', 'tapsyr.lane.*', '$KV.leases.*', '$KV.cursors.*', '$JS.API.>', '$JS.ACK.>'],
  subscribe: ['tapsyr.recalls.*.*.*', '_INBOX.>'],
  answers: true,
}
