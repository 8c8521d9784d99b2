import { jetstreamManager } from '@nats-io/jetstream'
import type { NatsConnection } from '@nats-io/transport-node'
import { Gauge, Registry } from 'prom-client'
import type { SettlementChain } from '#src/chain/port.ts'
import { STREAMS } from '#src/fleet/names.ts'
import type { Address } from '#src/payment/address.ts'
import type { Payment } from '#src/payment/record.ts'
import type { Clock } from '#src/time/clock.ts'
import type { Held } from './hold.ts'
import { consumerOf } from './intake.ts'

/** A lane as whoever watches it sees it. */
export interface Watched {
  readonly name: string
  readonly held: Pick<Held, 'lane'>
  readonly account: Address
  readonly partitions: readonly number[]
}

export interface FiguresParts {
  readonly lanes: readonly Watched[]
  readonly connection: NatsConnection
  readonly chain: Pick<SettlementChain, 'gasBalance'>
  readonly clock: Clock
}

/** Every family of a settler's figures. */
export function settlerFamiliesIn(registry: Registry) {
  const gauge = <L extends string>(name: string, help: string, labelNames: readonly L[]) =>
    new Gauge({ name: `tapsyr_settler_${name}`, help, labelNames, registers: [registry] })
  return {
    isHeld: gauge('lane_held', 'Whether this settler has the lane.', ['lane']),
    payments: gauge('payments', 'Payments of the lane that are not over, by state.', ['lane', 'state']),
    oldest: gauge('oldest_age_seconds', 'Age of the oldest of them that no reason is known for.', ['lane']),
    behind: gauge('behind_entries', "Entries of terminals' journals that the lane has not looked at.", [
      'lane',
    ]),
    gas: gauge('gas_balance_wei', 'What the account that pays the fees has.', ['lane']),
  }
}

/** What is only a matter of time. A refused payment waits for its payer. */
const WAITING: ReadonlySet<Payment['state']> = new Set(['accepted', 'submitted', 'confirmed'])

/** Prometheus' text on the lanes that this settler has, taken at the moment that it is asked for. */
export function settlerFigures({ lanes, connection, chain, clock }: FiguresParts): () => Promise<string> {
  const registry = new Registry()
  const { isHeld, payments, oldest, behind, gas } = settlerFamiliesIn(registry)

  function count({ name, held }: Watched): void {
    const open = [...(held.lane()?.state.open() ?? [])]
    const states = new Map<string, number>()
    for (const { state } of open) states.set(state, (states.get(state) ?? 0) + 1)
    for (const [state, n] of states) payments.set({ lane: name, state }, n)
    const waiting = open.filter(({ state }) => WAITING.has(state))
    const since = waiting.reduce((least, { acceptedAt }) => Math.min(least, acceptedAt), clock.now())
    oldest.set({ lane: name }, (clock.now() - since) / 1000)
  }

  async function ask({ name, account, partitions }: Watched): Promise<void> {
    const balance = await chain.gasBalance(account)
    if (balance.ok) gas.set({ lane: name }, Number(balance.value))
    const manager = await jetstreamManager(connection)
    const infos = await Promise.all(
      partitions.map((partition) => manager.consumers.info(STREAMS.journal, consumerOf(partition))),
    )
    const left = infos.reduce((sum, info) => sum + info.num_pending + info.num_ack_pending, 0)
    behind.set({ lane: name }, left)
  }

  return async () => {
    registry.resetMetrics()
    for (const lane of lanes) {
      isHeld.set({ lane: lane.name }, lane.held.lane() ? 1 : 0)
      if (!lane.held.lane()) continue
      count(lane)
      // What the broker or the chain does not say now is left out.
      await ask(lane).catch(() => undefined)
    }
    return registry.metrics()
  }
}
