import type { NatsConnection } from '@nats-io/transport-node'
import { openGasAccount } from '#cli/gas-account.ts'
import type { Keyboard } from '#cli/passphrase.ts'
import { systemClock } from '#drivers/system-clock.ts'
import { accountOf } from '#main/chain/account.ts'
import { createSettlementChain } from '#main/chain/settlement-chain.ts'
import { writeMetrics } from '#main/metrics/file.ts'
import { serveMetrics } from '#main/metrics/server.ts'
import type { GasAccount } from '#src/chain/port.ts'
import { ok, type Result } from '#src/result.ts'
import { pause } from '#src/time/clock.ts'
import type { SettlerConfig } from './config.ts'
import { connectSettler } from './connect.ts'
import { settlerFigures } from './figures.ts'
import { holdLane } from './hold.ts'
import { tableOf } from './others.ts'
import { makeStreams } from './streams.ts'
import { followTerminals } from './terminals.ts'

/** A settler at work. */
export interface Settler {
  /** Resolves when the broker has refused it for good. */
  readonly closed: Promise<void>
  /** Lets go of its lanes, so that another need not wait for them. */
  stop(): Promise<void>
}

export interface SettlerParts {
  readonly config: SettlerConfig
  readonly keyboard: Keyboard
  readonly say: (message: string) => void
}

const RETRY_MS = 5000

type LaneConfig = SettlerConfig['lanes'][number]

/** Opens the keys, connects, and takes every lane that nobody has, now and whenever one comes free. */
export async function startSettler({ config, keyboard, say }: SettlerParts): Promise<Result<Settler>> {
  const accounts = await openAccounts(config, keyboard)
  if (!accounts.ok) return accounts
  const connected = await connectSettler(config)
  if (!connected.ok) return connected
  const connection = connected.value
  await untilMade(connection, config, say)

  const { domain, payees } = config.money
  const { confirmations, finality, alarmHours, rpcUrls, requestTimeoutMs, maxFeeGwei, multicall } =
    config.chain
  const clock = systemClock
  const chain = createSettlementChain({ rpcUrls, requestTimeoutMs, maxFeeGwei, multicall, domain, clock })
  const lanes = accounts.value.map(({ lane: { name, partitions }, account }) => {
    const held = holdLane({
      ...{ connection, chain, clock, name, partitions, account, say },
      holder: config.name,
      table: tableOf(config.lanes),
      merchants: payees.map((payee) => ({ domain, payee })),
      policy: { confirmations, finality, alarmMs: alarmHours * 3_600_000 },
      batchSize: config.batch.payments,
      waitMs: config.batch.waitSeconds * 1000,
    })
    return { name, partitions, held, account: account.address }
  })

  const { file, port, terminals } = config.metrics ?? {}
  const followed = terminals ? await followTerminals(connection) : undefined
  const figures = settlerFigures({ lanes, connection, chain, clock })
  const text = async () => [await figures(), followed?.text() ?? ''].join('\n')
  const ends = [
    ...(file === undefined ? [] : [writeMetrics(file, { text, clock, log: say })]),
    ...(port === undefined ? [] : [serveMetrics(port, { text, log: say })]),
  ]
  return ok({
    closed: connection.closed().then(() => undefined),
    async stop() {
      for (const end of ends) end()
      await followed?.stop()
      await Promise.all(lanes.map(({ held }) => held.stop()))
      await connection.close()
    },
  })
}

/** A broker that has only just begun, or is none yet of enough, answers later. */
async function untilMade(
  connection: NatsConnection,
  { broker: { replicas } }: SettlerConfig,
  say: SettlerParts['say'],
): Promise<void> {
  while (!connection.isClosed()) {
    try {
      return await makeStreams(connection, { replicas })
    } catch (error) {
      say(`the broker's streams: ${error}`)
      await pause(systemClock, RETRY_MS)
    }
  }
}

/** One after the other: a person may be asked for each passphrase. */
async function openAccounts(
  { lanes, money }: SettlerConfig,
  keyboard: Keyboard,
): Promise<Result<{ lane: LaneConfig; account: GasAccount }[]>> {
  const opened: { lane: LaneConfig; account: GasAccount }[] = []
  for (const lane of lanes) {
    const { testKey, keystore } = lane
    const account =
      testKey === undefined
        ? await openGasAccount(keyboard, { keystore, chainId: money.domain.chainId })
        : ok(accountOf(testKey))
    if (!account.ok) return account
    opened.push({ lane, account: account.value })
  }
  return ok(opened)
}
