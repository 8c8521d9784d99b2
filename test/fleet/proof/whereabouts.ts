import { jetstream, jetstreamManager } from '@nats-io/jetstream'
import type { NatsConnection } from '@nats-io/transport-node'
import { systemClock } from '#drivers/system-clock.ts'
import { readUplinked } from '#src/fleet/entry.ts'
import { laneSubject, STREAMS } from '#src/fleet/names.ts'
import type { Payment } from '#src/payment/record.ts'
import { openLaneLog } from '../../../settler/lane-log.ts'
import { createLaneState } from '../../../settler/lane-state.ts'
import type { Promised } from './promises.ts'

type Name = Pick<Promised, 'from' | 'nonce'>
const nameOf = ({ from, nonce }: Name): string => `${from} ${nonce}`

/** What is not over in each lane, by lane. */
export async function openInLanes(connection: NatsConnection): Promise<ReadonlyMap<string, Payment[]>> {
  const { streams } = await jetstreamManager(connection)
  const { state } = await streams.info(STREAMS.lanes, { subjects_filter: laneSubject('*') })
  const open = new Map<string, Payment[]>()
  for (const subject of Object.keys(state.subjects ?? {})) {
    const lane = subject.slice(laneSubject('').length)
    const log = await openLaneLog(connection, lane, systemClock)
    const lanes = createLaneState()
    await log.read((entry) => void lanes.take(entry))
    open.set(lane, [...lanes.open()])
  }
  return open
}

/** For whoever looks for a payment: what the stream of journals and the lanes have of it. */
export async function whereAre(connection: NatsConnection, payments: readonly Promised[]): Promise<string[]> {
  if (payments.length === 0) return []
  const stored = await storedOf(connection, payments)
  const lanes = await openInLanes(connection)
  return payments.map((payment) => {
    const at = stored.get(nameOf(payment)) ?? []
    const held = [...lanes].flatMap(([lane, open]) =>
      open
        .filter(
          ({ id, authorization }) => nameOf({ from: authorization.from, nonce: id }) === nameOf(payment),
        )
        .map(({ state }) => `${lane} has it as ${state}`),
    )
    return [payment.by, `in the stream ${at.length === 0 ? 'never' : at.join(', ')}`, ...held].join(', ')
  })
}

/** Where the stream of journals has these payments: subject and sequence. */
async function storedOf(
  connection: NatsConnection,
  payments: readonly Name[],
): Promise<Map<string, string[]>> {
  const found = new Map(payments.map((payment) => [nameOf(payment), [] as string[]]))
  const { streams } = await jetstreamManager(connection)
  const { last_seq } = (await streams.info(STREAMS.journal)).state
  const consumer = await jetstream(connection).consumers.get(STREAMS.journal)
  for (let at = 0; at < last_seq; ) {
    const page = await consumer.fetch({ max_messages: 1000, expires: 5000 })
    for await (const message of page) {
      at = message.seq
      const fact = readUplinked(message.string())?.entry.fact
      if (fact?.type === 'accepted')
        found.get(nameOf(fact.payment.authorization))?.push(`${message.subject} ${at}`)
      if (at >= last_seq) break
    }
  }
  return found
}
