import {
  BUCKETS,
  type Bucket,
  bucketStream,
  commandSubject,
  consumerName,
  FLEET_KEY,
  type FleetTerminal,
  healthSubject,
  inboxPrefix,
  journalSubject,
  keySubject,
  logsSubject,
  outcomeSubject,
  recallSubject,
  STREAMS,
  siteKey,
  terminalKey,
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
  const layers = [FLEET_KEY, siteKey(whose.site), terminalKey(whose)]
  return {
    publish: [
      journalSubject(whose),
      `tapsyr.journal.*.${ends}`,
      healthSubject(whose),
      recallSubject(whose),
      `tapsyr.recalls.*.${ends}`,
      logsSubject(whose),
      // The last of its own entries that the fleet has, and all of them.
      `$JS.API.DIRECT.GET.${STREAMS.journal}.tapsyr.journal.*.${ends}`,
      ...consuming(STREAMS.journal, whose, `tapsyr.journal.*.${ends}`),
      ...consuming(STREAMS.outcomes, whose, outcomeSubject(whose)),
      ...consuming(STREAMS.commands, whose, commandSubject(whose)),
      ...layers.map((key) => reading(BUCKETS.layers, key)),
      // Lists and rates are signed, and no secret among terminals.
      reading(BUCKETS.deny, '>'),
      reading(BUCKETS.rates, '>'),
    ],
    subscribe: [
      `${inboxPrefix(whose)}.>`,
      ...layers.map((key) => keySubject(BUCKETS.layers, key)),
      keySubject(BUCKETS.deny, '*.head'),
      keySubject(BUCKETS.rates, '*'),
    ],
  }
}

/** To have a consumer of its own, of one subject. */
function consuming(stream: string, whose: FleetTerminal, subject: string): string[] {
  const consumer = `${stream}.${consumerName(whose)}`
  return [
    `$JS.API.CONSUMER.CREATE.${consumer}.${subject}`,
    `$JS.API.CONSUMER.INFO.${consumer}`,
    `$JS.API.CONSUMER.DELETE.${consumer}`,
    `$JS.API.CONSUMER.MSG.NEXT.${consumer}`,
    `$JS.ACK.${consumer}.>`,
  ]
}

/** To ask for the newest of a key. */
const reading = (bucket: Bucket, key: string): string =>
  `$JS.API.DIRECT.GET.${bucketStream(bucket)}.${keySubject(bucket, key)}`

/** A station's leaf node speaks for its terminals, and for no others. */
export function stationPermissions(terminals: readonly FleetTerminal[]): Permissions {
  const all = terminals.map(terminalPermissions)
  return {
    publish: all.flatMap(({ publish }) => publish),
    subscribe: all.flatMap(({ subscribe }) => subscribe),
  }
}

/** A settler reads all journals, writes outcomes and its lanes, and answers recalls. */
export const settlerPermissions: Permissions = {
  publish: ['tapsyr.outcome.*.*', 'tapsyr.lane.*', '$KV.leases.*', '$KV.cursors.*', '$JS.API.>', '$JS.ACK.>'],
  subscribe: ['tapsyr.recalls.*.*.*', '_INBOX.>'],
  answers: true,
}

/** Who sends orders down and looks at what came up. He settles nothing, and speaks for no terminal. */
export const operatorPermissions: Permissions = {
  publish: [
    ...[BUCKETS.layers, BUCKETS.deny, BUCKETS.rates].map((bucket) => keySubject(bucket, '>')),
    'tapsyr.command.*.*',
    '$JS.API.INFO',
    '$JS.API.STREAM.INFO.*',
    '$JS.API.STREAM.MSG.GET.*',
    '$JS.API.DIRECT.GET.>',
    '$JS.API.CONSUMER.CREATE.>',
    '$JS.API.CONSUMER.INFO.>',
    '$JS.API.CONSUMER.MSG.NEXT.>',
    '$JS.API.CONSUMER.DELETE.>',
    '$JS.ACK.>',
  ],
  subscribe: ['_INBOX.>'],
}
