import type { SettlementChain } from '#src/chain/port.ts'
import type { Config } from '#src/config/schema.ts'
import type { ChainStatus } from '#src/ipc/contract.ts'
import type { Clock } from '#src/time/clock.ts'
import type { ReaderService } from '../devices/reader.ts'
import type { Fleet } from '../fleet/fleet.ts'
import type { Commands } from '../fleet/open-commands.ts'
import type { Handlers } from '../ipc/door.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { writeMetrics } from '../metrics/file.ts'
import { meterLedger } from '../metrics/metered-ledger.ts'
import type { Metrics } from '../metrics/metrics.ts'
import { serveMetrics } from '../metrics/server.ts'
import type { Rates } from '../rates/rates.ts'
import type { DenyLists } from '../risk/deny-lists.ts'
import type { ClosureState } from '../sale/closure.ts'
import type { Devices } from './devices.ts'

export interface MeteringParts {
  readonly metrics: Metrics
  readonly config: Config
  readonly clock: Clock
  readonly log: (message: string) => void
}

/** What the figures look at when somebody asks for them. */
export interface Looked {
  readonly devices: Pick<Devices, 'states'>
  readonly chain: Pick<SettlementChain, 'endpoints'>
  readonly denied: Pick<DenyLists, 'ageAt' | 'state' | 'fed'>
  readonly rates: Pick<Rates, 'state' | 'fed'>
  readonly fleet: Pick<Fleet, 'state'>
  readonly commands: Pick<Commands, 'desk'> | null
  readonly closure: Pick<ClosureState, 'state'>
}

/** Parts of the terminal from which the figures learn; each is the same part otherwise. */
export interface Metering {
  readonly ledger: Ledger
  chain(chain: SettlementChain): SettlementChain
  reader(reader: ReaderService): ReaderService
  observe(handlers: Handlers): Handlers
  /** The figures are whole; from now on they are given to whom the configuration names. */
  start(looked: Looked): void
  stop(): void
}

export function meter(untold: Ledger, parts: MeteringParts): Metering {
  const { metrics, config, clock, log } = parts
  const { ledger, oldestUnsettled } = meterLedger(untold, {
    ...{ metrics, log },
    readsBack: config.metrics !== undefined || config.fleet !== undefined,
  })
  let status: ChainStatus | null = null
  let gasBalance: bigint | null = null
  let clockDrift: number | null = null
  const stops: (() => void)[] = []

  function sawChain(found: ChainStatus): void {
    status = found
    const { nodeTime } = found.head
    if (nodeTime !== null) clockDrift = Math.round((clock.now() - nodeTime) / 1000)
  }

  return {
    ledger,
    chain: (chain) => ({
      ...chain,
      async gasBalance(account) {
        const balance = await chain.gasBalance(account)
        if (balance.ok) gasBalance = balance.value
        return balance
      },
    }),
    reader: (reader) => ({
      ...reader,
      async waitForCard(cancel) {
        const found = await reader.waitForCard(cancel)
        if (found.ok) metrics.cardSeen()
        return found
      },
    }),
    observe: (handlers) => ({
      ...handlers,
      async 'chain/probe'(request) {
        const found = await handlers['chain/probe'](request)
        if (found.ok) sawChain(found.value)
        else status = null
        return found
      },
    }),
    start({ devices, chain, denied, rates, fleet, commands, closure }) {
      metrics.readFrom(() => {
        const layers = fleet.state()?.layers
        return {
          ...{ now: clock.now(), asset: config.money.asset, summary: ledger.summary() },
          ...{ oldestUnsettled: oldestUnsettled(), devices: devices.states(), endpoints: chain.endpoints() },
          ...{ chain: status, gasBalance, clockDrift },
          denyListAge: denied.ageAt(clock.now()),
          denyListVersion: denied.state().signed?.version ?? null,
          rateAt: rates.state().rate?.at ?? null,
          refused: {
            ...(layers && { layer: layers.refused !== null }),
            ...(commands && { command: commands.desk.isRefusing() }),
            ...(rates.fed && { rate: rates.state().fault !== null }),
            ...(denied.fed && { list: denied.state().signed?.fault != null }),
          },
          fleet: fleet.state(),
          isClosed: closure.state() !== null,
        }
      })
      const { file, port } = config.metrics ?? {}
      if (file !== undefined) stops.push(writeMetrics(file, { text: metrics.text, clock, log }))
      if (port !== undefined) stops.push(serveMetrics(port, { text: metrics.text, log }))
    },
    stop() {
      for (const stop of stops) stop()
    },
  }
}
