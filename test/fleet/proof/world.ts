import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { startAnvil } from '#simulator/chain/anvil.ts'
import { askNode } from '#simulator/chain/node.ts'
import { type RpcGate, startRpcGate } from '#simulator/chain/rpc-gate.ts'
import { TEST_PAYEE } from '#simulator/chain/test-keys.ts'
import { deployToken, type TestToken } from '#simulator/chain/token.ts'
import type { Hex } from '#src/payment/hex.ts'
import { addressOfKey, testKey } from '../../fakes/payment.ts'
import { type FleetServer, startFleetServer } from '../../support/fleet-server.ts'
import { type SettlerProcess, startSettlerProcess } from '../settler-process.ts'
import { enrolAll } from './enrol-all.ts'
import type { CrowdConfig } from './messages.ts'
import type { ProofOptions } from './options.ts'
import { skewsOf } from './plan.ts'

/** A chain with USDC, the operator's broker, everybody enrolled and funded. */
export interface World {
  /** Past the gate: for who judges. */
  readonly rpcUrl: string
  readonly token: TestToken
  readonly network: RpcGate
  readonly server: FleetServer
  readonly payers: readonly Hex[]
  /** Each process of terminals. */
  readonly crowds: readonly CrowdConfig[]
  readonly settlerAccounts: readonly string[]
  /** Credentials with which the streams may be looked at. */
  readonly watcher: string
  startSettler(n: number): SettlerProcess
  clear(): Promise<void>
}

const PAYERS = 25
const SETTLERS = ['north', 'south']
const FAR = 1_000_000
const gasKeyOfLane = (n: number): Hex => testKey(FAR + n)
export const gasKeyOfTerminal = (n: number): Hex => testKey(2 * FAR + n)
const ETHER = 10n ** 18n

export async function makeWorld(options: ProofOptions, say: (line: string) => void): Promise<World> {
  const { folder, disks, terminals, workers, lanes, payments } = options
  const fleetFolder = join(folder, 'fleet')
  mkdirSync(fleetFolder)
  const places = Array.from({ length: terminals }, (_, n) => ({
    ...{ site: `station-${1 + Math.floor(n / 10)}`, terminal: `gate-${1 + (n % 10)}` },
  }))
  await enrolAll(fleetFolder, [
    ...places.map(({ site, terminal: name }) => ({ role: 'terminal' as const, site, name })),
    ...[...SETTLERS, 'watcher'].map((name) => ({ role: 'settler' as const, name })),
  ])
  say(`${terminals} terminals are enrolled`)
  const [anvil, server] = await Promise.all([
    startAnvil({ blockTime: 1, prune: true }),
    startFleetServer(fleetFolder),
  ])
  const network = await startRpcGate(anvil.rpcUrl)
  const token = await deployToken(anvil.rpcUrl)
  const payers = Array.from({ length: PAYERS }, (_, n) => testKey(3 * FAR + n))
  for (const key of payers) await token.fund(addressOfKey(key), BigInt(payments) * 2_000_000n)
  const laneKeys = Array.from({ length: lanes }, (_, n) => gasKeyOfLane(n))
  const gasKeys = [...laneKeys, ...places.map((_, n) => gasKeyOfTerminal(n))]
  for (const key of gasKeys) await giveGas(anvil.rpcUrl, addressOfKey(key))
  const keyFile = (name: string) => join(fleetFolder, 'keys', `${name}.nk`)
  const skews = skewsOf(options)
  const money = { rpcUrl: network.rpcUrl, domain: token.domain, payee: TEST_PAYEE }
  const seats = places.map((place, n) => ({
    ...place,
    folder: join(disks, `${place.site}.${place.terminal}`),
    credentials: keyFile(`${place.site}.${place.terminal}`),
    gasKey: gasKeyOfTerminal(n),
    skewMs: skews[n] ?? 0,
  }))
  for (const seat of seats) mkdirSync(seat.folder)
  const crowds = Array.from({ length: workers }, (_, w) => ({
    ...money,
    ...{ server: { url: server.url, ca: server.ca }, payers, seed: options.seed + w },
    ...{ leaseMinutes: options.leaseMinutes, roundMs: options.roundMs },
    promises: join(folder, `promises-${w + 1}.jsonl`),
    terminals: seats.filter((_, n) => n % workers === w),
  }))
  return {
    ...{ rpcUrl: anvil.rpcUrl, token, network, server, payers, crowds, watcher: keyFile('settler.watcher') },
    settlerAccounts: laneKeys.map(addressOfKey),
    startSettler(n) {
      const name = SETTLERS[n] ?? 'north'
      const credentials = keyFile(`settler.${name}`)
      return startSettlerProcess({
        ...{ ...money, name, folder, gasKeys: laneKeys, waitSeconds: options.waitSeconds },
        server: { url: server.url, ca: server.ca, credentials },
      })
    },
    async clear() {
      await Promise.all([network.stop(), server.stop(), anvil.stop()])
    },
  }
}

/** For the gas of more transactions than a run has. */
export const giveGas = (rpcUrl: string, account: string): Promise<unknown> =>
  askNode(rpcUrl, 'anvil_setBalance', account, `0x${(1000n * ETHER).toString(16)}`)
