import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Language } from '#src/language.ts'
import type { Address } from '#src/payment/address.ts'
import { type CardName, makeCards, type SimulatedCard } from './cards.ts'
import { startAnvil } from './chain/anvil.ts'
import { type RpcGate, startRpcGate } from './chain/rpc-gate.ts'
import { TEST_PAYEE } from './chain/test-keys.ts'
import { deployToken, type TestToken } from './chain/token.ts'
import { type ChainControl, controlChain } from './chain-control.ts'
import { configText, type ShopSettings } from './config.ts'
import { createWorldEvents, type WorldEvents } from './events.ts'
import { layNetwork, type SimulatedNetwork } from './network.ts'
import { type PaidOnChain, paidOnChain } from './paid-on-chain.ts'
import { plugInPrinter, type SimulatedPrinter } from './printer.ts'
import { plugInReader, type SimulatedReader } from './reader.ts'
import { laySerialCable } from './serial-cable.ts'

export interface WorldSettings {
  /** A folder of its own: ports and the configuration file lie there. */
  readonly dir: string
  /** Seconds between blocks, or a block with each transaction. Default: 1. */
  readonly blockTimeSeconds?: number | 'instant'
  /** Default: 2. */
  readonly confirmations?: number
  /** Of the paper. Default: 48. */
  readonly columns?: 48 | 32
  /** Of screen and paper. Default: English. */
  readonly language?: Language
  readonly validitySeconds?: number
  readonly batchSize?: number
  /** The shop sells goods that have prices in tenge. */
  readonly items?: boolean
  /** How long a card works on its signature. Default: 400, as a real one. */
  readonly signingMs?: number
  /** A station kiosk, and no counter. */
  readonly station?: boolean
}

/**
 * Everything outside the terminal: a chain with USDC, a network that can be cut, a reader with
 * cards, a printer. It lives on when the terminal is killed.
 */
export interface World extends Pick<SimulatedReader, 'tap' | 'remove' | 'setSigningMs' | 'cardOnReader'> {
  /** What the terminal is started with. */
  readonly configPath: string
  readonly cards: ReadonlyMap<CardName, SimulatedCard>
  readonly network: SimulatedNetwork
  readonly printer: SimulatedPrinter
  readonly events: WorldEvents
  readonly merchant: Address
  merchantBalance(): Promise<bigint>
  /** Every payment to the merchant in the chain's logs, repetitions included. */
  paidOnChain(): Promise<PaidOnChain[]>
  readonly token: TestToken
  readonly chain: ChainControl
  /** For faults finer than a cut cable. */
  readonly gate: RpcGate
  stop(): Promise<void>
}

type Undo = () => Promise<void>

export async function startWorld(settings: WorldSettings): Promise<World> {
  const undo: Undo[] = []
  const stop = async () => {
    for (const step of undo.splice(0).reverse()) await step()
  }
  try {
    return await build(settings, undo, stop)
  } catch (error) {
    await stop()
    throw error
  }
}

async function build(settings: WorldSettings, undo: Undo[], stop: Undo): Promise<World> {
  const { dir, signingMs = 400 } = settings
  const shop = shopOf(settings)
  await mkdir(dir, { recursive: true })
  const events = createWorldEvents()
  const cards = makeCards()
  const { chain, gate, token } = await startChain(settings, undo)
  await fund(token, cards)
  const readerCable = await laySerialCable(dir, 'reader')
  undo.push(readerCable.close)
  const printerCable = await laySerialCable(dir, 'printer')
  undo.push(printerCable.close)
  const configPath = join(dir, 'tapsyr.json')
  const around = {
    rpcUrl: gate.rpcUrl,
    domain: token.domain,
    readerPath: readerCable.path,
    printerPath: printerCable.path,
  }
  await writeFile(configPath, configText(around, shop), { mode: 0o600 })
  const reader = plugInReader({ cable: readerCable, cards, events, signingMs })
  const where = { rpcUrl: chain.rpcUrl, token: token.domain.verifyingContract, merchant: TEST_PAYEE }
  return {
    configPath,
    cards,
    ...{ tap: reader.tap, remove: reader.remove, setSigningMs: reader.setSigningMs },
    get cardOnReader() {
      return reader.cardOnReader
    },
    network: layNetwork(gate, events),
    printer: plugInPrinter({ cable: printerCable, events, columns: shop.columns }),
    events,
    merchant: TEST_PAYEE,
    merchantBalance: () => token.balanceOf(TEST_PAYEE),
    paidOnChain: () => paidOnChain(where),
    ...{ token, chain, gate, stop },
  }
}

const shopOf = (settings: WorldSettings): ShopSettings => ({
  confirmations: settings.confirmations ?? 2,
  columns: settings.columns ?? 48,
  language: settings.language ?? 'en',
  ...(settings.validitySeconds === undefined ? {} : { validitySeconds: settings.validitySeconds }),
  ...(settings.batchSize === undefined ? {} : { batchSize: settings.batchSize }),
  items: settings.items ?? false,
  station: settings.station ?? false,
})

async function startChain({ blockTimeSeconds = 1 }: WorldSettings, undo: Undo[]) {
  const anvil = await startAnvil(blockTimeSeconds === 'instant' ? {} : { blockTime: blockTimeSeconds })
  undo.push(anvil.stop)
  const token = await deployToken(anvil.rpcUrl)
  const gate = await startRpcGate(anvil.rpcUrl)
  undo.push(gate.stop)
  return { chain: controlChain(anvil.rpcUrl), gate, token }
}

/** What the shop has before its first sale: gas for a balance that was never zero is the usual case. */
const MERCHANT_START_UNITS = 250_000_000n

async function fund(token: TestToken, cards: ReadonlyMap<CardName, SimulatedCard>): Promise<void> {
  for (const { address, startUnits } of cards.values()) if (address) await token.fund(address, startUnits)
  await token.fund(TEST_PAYEE, MERCHANT_START_UNITS)
}
