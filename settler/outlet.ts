import { jetstream } from '@nats-io/jetstream'
import { Kvm } from '@nats-io/kv'
import type { NatsConnection } from '@nats-io/transport-node'
import { BUCKETS, outcomeSubject, terminalOf } from '#src/fleet/names.ts'
import type { Outlet } from './outbox.ts'

/** Outcomes on the terminals' own subjects, and the lane's cursor in its bucket. */
export async function openOutlet(connection: NatsConnection, lane: string): Promise<Outlet> {
  const stream = jetstream(connection)
  const cursors = await new Kvm(connection).open(BUCKETS.cursors)
  return {
    async publish({ terminal, messageId, outcome }) {
      const whose = terminalOf(terminal.replace('/', '.'))
      if (!whose) return
      const text = JSON.stringify({ v: 1, outcome })
      await stream.publish(outcomeSubject(whose), text, { msgID: messageId })
    },
    async cursor() {
      const kept = await cursors.get(lane)
      return kept ? Number(kept.string()) : 0
    },
    async setCursor(seq) {
      await cursors.put(lane, String(seq))
    },
  }
}
