import { utf8ToBytes } from '@noble/hashes/utils.js'
import { type FleetTerminal, PARTITIONS } from './names.ts'

/**
 * The partition of a terminal's entries: what nats-server's own mapping `partition(16,1,2)` makes of its site and
 * its name, FNV-1a (32 bits) of both without anything in between, modulo their number. Server: getHashPartition in
 * subject_transform.go.
 */
export function partitionOf({ site, terminal }: FleetTerminal): number {
  return fnv1a(utf8ToBytes(`${site}${terminal}`)) % PARTITIONS
}

/** The subject under which the stream has a terminal's entries. */
export const storedSubject = (whose: FleetTerminal): string =>
  `tapsyr.journal.${partitionOf(whose)}.${whose.site}.${whose.terminal}`

const fnv1a = (bytes: Uint8Array): number =>
  bytes.reduce((hash, byte) => Math.imul(hash ^ byte, 0x01000193) >>> 0, 0x811c9dc5)
