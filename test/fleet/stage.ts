import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { startAnvil } from '#simulator/chain/anvil.ts'
import { type RpcGate, startRpcGate } from '#simulator/chain/rpc-gate.ts'
import { TEST_KEYS, TEST_PAYEE } from '#simulator/chain/test-keys.ts'
import { deployToken, type TestToken } from '#simulator/chain/token.ts'
import type { FleetTerminal } from '#src/fleet/names.ts'
import type { Address } from '#src/payment/address.ts'
import type { Hex } from '#src/payment/hex.ts'
import type { AcceptedPayment } from '#src/payment/record.ts'
import { enrol } from '../../cli/fleet/members.ts'
import { addressOfKey, testKey } from '../fakes/payment.ts'
import { type FleetServer, startFleetServer } from '../support/fleet-server.ts'
import { type SettlerProcess, startSettlerProcess } from './settler-process.ts'
import { startTerminal, type Terminal, type TerminalParts } from './terminal.ts'

export const UNITS = 1_000_000n

/** A chain with USDC, a broker, and terminals at two stations; settlers come and go. */
export interface Stage {
  readonly rpcUrl: string
  readonly token: TestToken
  readonly payee: Address
  readonly network: RpcGate
  readonly server: FleetServer
  readonly terminals: Terminal[]
  /** Accounts that settlers pay with. */
  readonly settlerAccounts: readonly string[]
  /** Every payment that a terminal has said "Paid" to. */
  readonly promised: AcceptedPayment[]
  diskOf(n: number): string
  settler(name: string): SettlerProcess
  /** So many sales at each of these terminals, to payers who have the money. */
  sell(count: number, terminals?: readonly Terminal[]): Promise<void>
  /** Stops a terminal, lets somebody have its disk, and starts it again. */
  withDiskOf(n: number, task: (folder: string) => void): Promise<void>
  clear(): Promise<void>
}

const PLACES: readonly FleetTerminal[] = [
  { site: 'raiymbek', terminal: 'gate-1' },
  { site: 'raiymbek', terminal: 'gate-2' },
  { site: 'raiymbek', terminal: 'kiosk-1' },
  { site: 'alatau', terminal: 'gate-1' },
  { site: 'alatau', terminal: 'kiosk-1' },
]
/** Half a minute instead of ten, so that an audience sees a lease run out. */
const LEASE_MINUTES = 0.5
/** Of the published keys 0 to 3 belong to the token and the shop, and these two to the settlers. */
const SETTLER_KEYS = TEST_KEYS.slice(8)

export async function setStage(folder: string, log: (line: string) => void): Promise<Stage> {
  const fleetFolder = join(folder, 'fleet')
  mkdirSync(fleetFolder)
  for (const { site, terminal } of PLACES)
    await enrolled(fleetFolder, { role: 'terminal', site, name: terminal })
  for (const name of ['north', 'south']) await enrolled(fleetFolder, { role: 'settler', name })
  const [anvil, server] = await Promise.all([startAnvil({ blockTime: 1 }), startFleetServer(fleetFolder)])
  const network = await startRpcGate(anvil.rpcUrl)
  const token = await deployToken(anvil.rpcUrl)
  const shared = { rpcUrl: network.rpcUrl, domain: token.domain, payee: TEST_PAYEE }
  const serverFor = (name: string) => ({
    ...{ url: server.url, ca: server.ca, credentials: join(fleetFolder, 'keys', `${name}.nk`) },
  })
  const parts: TerminalParts[] = PLACES.map((place, n) => ({
    ...{ ...place, ...shared, leaseMinutes: LEASE_MINUTES },
    folder: join(folder, `${place.site}.${place.terminal}`),
    server: serverFor(`${place.site}.${place.terminal}`),
    gasKey: keyAt(3 + n),
    log: (message) => log(`  ${place.site}/${place.terminal}: ${message}`),
  }))
  for (const each of parts) mkdirSync(each.folder)
  const terminals = await Promise.all(parts.map(startTerminal))
  const settlers: SettlerProcess[] = []
  const promised: AcceptedPayment[] = []
  let payers = 0

  async function sellOne(terminal: Terminal): Promise<void> {
    payers += 1
    const key = testKey(payers)
    await token.fund(addressOfKey(key), UNITS)
    promised.push(await terminal.sell(key, UNITS))
  }

  return {
    ...{ rpcUrl: anvil.rpcUrl, token, payee: TEST_PAYEE, network, server, terminals, promised },
    settlerAccounts: SETTLER_KEYS.map(addressOfKey),
    diskOf: (n) => partsAt(n).folder,
    settler(name) {
      const settler = startSettlerProcess({
        ...{ ...shared, name, folder, server: serverFor(`settler.${name}`), gasKeys: SETTLER_KEYS },
      })
      settlers.push(settler)
      return settler
    },
    async sell(count, at = terminals) {
      for (let n = 0; n < count; n += 1) for (const terminal of at) await sellOne(terminal)
    },
    async withDiskOf(n, task) {
      await terminals[n]?.stop()
      task(partsAt(n).folder)
      terminals[n] = await startTerminal(partsAt(n))
    },
    async clear() {
      await Promise.all(settlers.map((settler) => settler.kill()))
      await Promise.all(terminals.map((terminal) => terminal.stop()))
      await Promise.all([network.stop(), server.stop(), anvil.stop()])
    },
  }

  function partsAt(n: number): TerminalParts {
    const found = parts[n]
    if (!found) throw new Error(`there is no terminal ${n}`)
    return found
  }
}

function keyAt(n: number): Hex {
  const key = TEST_KEYS[n]
  if (!key) throw new Error(`there is no test key ${n}`)
  return key
}

async function enrolled(...[folder, member]: Parameters<typeof enrol>): Promise<void> {
  const done = await enrol(folder, member)
  if (!done.ok) throw new Error(done.error.detail)
}
