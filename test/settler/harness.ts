import { DeliverPolicy, jetstream, jetstreamManager } from '@nats-io/jetstream'
import type { NatsConnection } from '@nats-io/transport-node'
import { systemClock } from '#drivers/system-clock.ts'
import type { SettlementChain } from '#src/chain/port.ts'
import { messageId, uplinkedText } from '#src/fleet/entry.ts'
import { type FleetTerminal, journalSubject, outcomeSubject, PARTITIONS, STREAMS } from '#src/fleet/names.ts'
import { type Outcome, outcomeMessageSchema } from '#src/fleet/outcome.ts'
import type { Fact } from '#src/journal/entry.ts'
import type { AcceptedPayment } from '#src/payment/record.ts'
import { type Held, type HoldParts, holdLane } from '../../settler/hold.ts'
import { acceptedPayment, account, id, MERCHANT } from '../fakes/accepted.ts'
import { type FakeChain, fakeChain } from '../fakes/chain.ts'
import { type Broker, startBroker } from '../support/nats.ts'

export const LEASE_MS = 500
export const GAS = { address: account(0x9a5), privateKey: id(0x9a5) }
const { domain } = acceptedPayment(1)

export const kiosk = (n: number): FleetTerminal => ({ site: 'almaty', terminal: `kiosk-${n}` })

/** A broker and a chain, with terminals that send and settlers that settle. */
export interface Fleet {
  readonly broker: Broker
  readonly chain: FakeChain
  /** A funded payment of each of these terminals, sent up. */
  pay(...terminals: readonly number[]): Promise<AcceptedPayment[]>
  /** The next entry of a terminal's journal. */
  send(terminal: number, fact: Fact): Promise<void>
  /** `isDead`: it will not answer when the fleet is closed. */
  settler(change?: Partial<HoldParts>, isDead?: () => boolean): Promise<Settler>
  /** What a terminal was told, in order. */
  told(terminal: number): Promise<Outcome[]>
  /** Blocks come until it is so. */
  until(isSo: () => boolean | Promise<boolean>): Promise<void>
  close(): Promise<void>
}

export interface Settler extends Held {
  readonly connection: NatsConnection
}

export async function startFleet(): Promise<Fleet> {
  const broker = await startBroker({ leaseMs: LEASE_MS })
  const chain = fakeChain()
  const settlers: { readonly held: Held; readonly isDead: () => boolean }[] = []
  const terminals = await broker.connect()
  const seqs = new Map<number, number>()
  let receipts = 0

  async function send(terminal: number, fact: Fact): Promise<void> {
    const seq = (seqs.get(terminal) ?? 0) + 1
    seqs.set(terminal, seq)
    const entry = { seq, at: 1_700_000_000_000, fact }
    const epoch = id(terminal)
    const subject = journalSubject(kiosk(terminal))
    const text = uplinkedText(epoch, entry)
    const options = { msgID: messageId(epoch, entry), timeout: 1000 }
    await insist(() => jetstream(terminals).publish(subject, text, options))
  }

  return {
    broker,
    chain,
    send,
    async pay(...from) {
      const payments: AcceptedPayment[] = []
      for (const terminal of from) {
        receipts += 1
        const payment = acceptedPayment(receipts)
        chain.fund(payment.authorization.from, payment.authorization.value)
        await send(terminal, { type: 'accepted', payment })
        payments.push(payment)
      }
      return payments
    },
    async settler(change = {}, isDead = () => false) {
      const connection = change.connection ?? (await broker.connect())
      const held = holdLane({ ...partsOf(connection, chain), ...change })
      settlers.push({ held, isDead })
      return { ...held, connection }
    },
    told: (terminal) => toldTo(terminals, kiosk(terminal)),
    async until(isSo) {
      while (!(await isSo())) {
        chain.mine()
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    },
    async close() {
      await Promise.all(settlers.map(({ held, isDead }) => (isDead() ? undefined : held.stop())))
      await broker.close()
    },
  }
}

/** As an uplink does it: until the broker answers. */
async function insist(task: () => Promise<unknown>): Promise<void> {
  let isDone = false
  while (!isDone) {
    isDone = await task().then(
      () => true,
      () => false,
    )
  }
}

/** A lane with all partitions, that waits for nothing. */
export const partsOf = (connection: NatsConnection, chain: SettlementChain): HoldParts => ({
  connection,
  chain,
  name: 'lane-1',
  partitions: Array.from({ length: PARTITIONS }, (_, i) => i),
  holder: 'settler-1',
  table: 'lane-1',
  account: GAS,
  merchants: [{ domain, payee: MERCHANT }],
  policy: { confirmations: 2, finality: 'confirmations', alarmMs: 0 },
  batchSize: 100,
  waitMs: 0,
  clock: systemClock,
  say: () => undefined,
  leaseMs: LEASE_MS,
  roundMs: 20,
  ackWaitMs: 500,
})

export async function toldTo(connection: NatsConnection, terminal: FleetTerminal): Promise<Outcome[]> {
  const filter = outcomeSubject(terminal)
  const manager = await jetstreamManager(connection)
  const { state } = await manager.streams.info(STREAMS.outcomes, { subjects_filter: filter })
  const count = state.subjects?.[filter] ?? 0
  if (count === 0) return []
  const consumer = await jetstream(connection).consumers.get(STREAMS.outcomes, {
    filter_subjects: filter,
    deliver_policy: DeliverPolicy.All,
  })
  const outcomes: Outcome[] = []
  for await (const message of await consumer.fetch({ max_messages: count, expires: 5000 })) {
    outcomes.push(outcomeMessageSchema.parse(JSON.parse(message.string())).outcome)
    if (outcomes.length === count) break
  }
  return outcomes
}

/** Kinds of outcomes that were told of a payment, in order. */
export const kindsFor = (outcomes: readonly Outcome[], { authorization }: AcceptedPayment): string[] =>
  outcomes.flatMap((outcome) => {
    const ids =
      outcome.type === 'confirmed'
        ? outcome.proofs.map(({ id: each }) => each)
        : outcome.type === 'refused'
          ? outcome.refusals.map(({ id: each }) => each)
          : outcome.ids
    return ids.includes(authorization.nonce) ? [outcome.type] : []
  })
