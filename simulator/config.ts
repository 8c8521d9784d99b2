import type { z } from 'zod'
import { configSchema } from '#src/config/schema.ts'
import type { Language } from '#src/language.ts'
import type { TokenDomain } from '#src/payment/authorization.ts'
import { TEST_GAS_KEY, TEST_PAYEE } from './chain/test-keys.ts'
import { MULTICALL3 } from './chain/token.ts'
import { GOODS } from './goods.ts'
import { STATION } from './station-config.ts'

/** What a simulated shop lets one choose. */
export interface ShopSettings {
  readonly confirmations: number
  readonly columns: 48 | 32
  readonly language: Language
  readonly validitySeconds?: number
  readonly batchSize?: number
  /** Sells goods that have prices in tenge, and not only amounts of the token. */
  readonly items?: boolean
  /** A station kiosk, and no counter. */
  readonly station?: boolean
}

export interface ShopSurroundings {
  readonly rpcUrl: string
  readonly domain: TokenDomain
  readonly readerPath: string
  readonly printerPath: string
}

/** The terminal's configuration file, as text. Checked here, so that a mistake shows before the kiosk does. */
export function configText(around: ShopSurroundings, settings: ShopSettings): string {
  const { confirmations, language, validitySeconds, batchSize, items = false, station = false } = settings
  const model = settings.columns === 48 ? 'epson-80' : 'epson-58'
  const config: z.input<typeof configSchema> = {
    terminal: { id: 'sim-1', till: 1 },
    shop: { name: 'Aport Market', address: '43 Dostyk Ave, Almaty', taxId: '210140012345' },
    languages: { screen: language, paper: language },
    money: {
      asset: { symbol: 'USDC', decimals: 6 },
      domain: around.domain,
      payee: TEST_PAYEE,
      ...(validitySeconds === undefined ? {} : { validitySeconds }),
    },
    chain: {
      rpcUrls: [around.rpcUrl],
      requestTimeoutMs: 1500,
      probeEveryMs: 500,
      confirmations,
      multicall: MULTICALL3,
      ...(batchSize === undefined ? {} : { batchSize }),
    },
    devices: {
      reader: { driver: 'pn532', path: around.readerPath },
      printer: { wire: 'serial', path: around.printerPath, model },
    },
    ...(items ? GOODS : {}),
    ...(station ? STATION : {}),
    testGasKey: TEST_GAS_KEY,
  }
  configSchema.parse(config)
  return `${JSON.stringify(config, null, 2)}\n`
}
