import { z } from 'zod'
import { LANGUAGES } from '../language.ts'
import { assetSchema } from '../money/asset.ts'
import { hexSchema, tokenDomainSchema } from '../payment/record.ts'
import { devicesSchema } from './devices.ts'
import { checkFed } from './fed.ts'
import { checkFleet, fleetSchema } from './fleet.ts'
import { metricsSchema } from './metrics.ts'
import { checkItems, itemsSchema, percentsSchema, pricesSchema } from './prices.ts'
import { refundsSchema } from './refunds.ts'
import { checkRisk, riskSchema } from './risk.ts'
import { serviceSchema } from './service.ts'
import { signedSchema } from './signed.ts'
import { staffSchema } from './staff.ts'
import { checkStation, FACES, stationSchema } from './station.ts'
import { updateSchema } from './update.ts'

const seconds = z.int().positive()

/** The address form that people copy: letters of any case, stored in lower case. */
const address = z
  .string()
  .transform((text) => text.toLowerCase())
  .pipe(hexSchema(20))

/** The chain of a local simulator: the only one on which a test gas key is taken. */
export const SIMULATOR_CHAIN_ID = 31_337

/** The terminal's one configuration file. Payee, token and chain come from here and nowhere else. */
export const configSchema = z
  .strictObject({
    /** Where an editor finds docs/tapsyr.config.schema.json; nothing is read from there. */
    $schema: z.string().optional(),
    signed: signedSchema.optional(),
    terminal: z.strictObject({
      /** Unique among the operator's terminals; goes into every payment's nonce. */
      id: z.string().min(1).max(64),
      till: z.int().min(1).max(999),
    }),
    shop: z.strictObject({
      name: z.string().min(1).max(60),
      address: z.string().max(120),
      taxId: z.string().max(20),
      /** An image file (PNG or JPEG) for the head of receipts. */
      logo: z.string().min(1).optional(),
    }),
    languages: z.strictObject({
      screen: z.enum(LANGUAGES).default('kk'),
      paper: z.enum(LANGUAGES).default('kk'),
    }),
    money: z.strictObject({
      asset: assetSchema,
      domain: tokenDomainSchema.extend({ verifyingContract: address }),
      payee: address,
      /** Highest single payment, as a decimal string of the asset. */
      maxPayment: z
        .string()
        .regex(/^\d+(\.\d+)?$/)
        .default('1000'),
      /** Whether customers may pay on chain themselves (EIP-681) while the terminal is online. */
      transfers: z.boolean().default(true),
      /** Blocks that such a transfer needs before it counts, its own counted. */
      transferConfirmations: z.int().min(1).max(100).default(1),
      /** How long a signed payment stays valid. Long: money whose window closed is lost. */
      validitySeconds: seconds.default(30 * 24 * 3600),
    }),
    chain: z.strictObject({
      rpcUrls: z.array(z.url()).min(1).max(8),
      requestTimeoutMs: z.int().min(100).max(60_000).default(5000),
      /** Blocks on top of a payment's own, itself counted, until it is settled. */
      confirmations: z.int().min(1).max(1000).default(12),
      /** `finalized`: settled when the chain itself says so, and not by counting blocks. */
      finality: z.enum(['confirmations', 'finalized']).default('confirmations'),
      /** Above this many gwei per gas nothing is sent, but for payments that are about to expire. */
      maxFeeGwei: z.int().positive().optional(),
      batchSize: z.int().min(1).max(200).default(200),
      multicall: address.default('0xca11bde05977b3631167028862be2a173976ca11'),
      probeEveryMs: z.int().min(200).max(600_000).default(2000),
      /** How long before a payment expires it raises the alarm. */
      alarmHours: z.number().positive().max(720).default(24),
    }),
    devices: devicesSchema.prefault({}),
    prices: pricesSchema.optional(),
    items: itemsSchema.optional(),
    discounts: percentsSchema,
    tips: percentsSchema,
    /** Who may work here; left out, nobody signs in and there are no shifts. */
    staff: staffSchema.optional(),
    /** Whether the cash in the drawer is counted at the start and the end of a shift, where there are prices. */
    cash: z.boolean().default(true),
    service: serviceSchema.optional(),
    metrics: metricsSchema.optional(),
    /** What passengers or customers see: a staffed counter, or a kiosk that runs by itself. */
    face: z.enum(FACES).default('counter'),
    station: stationSchema.optional(),
    refunds: refundsSchema.optional(),
    /** How far cards are trusted while nobody can ask the chain for their balance. */
    risk: riskSchema.prefault({}),
    update: updateSchema.optional(),
    fleet: fleetSchema.optional(),
    /** For the simulator only: a published test key that pays for gas on its chain. */
    testGasKey: hexSchema(32).optional(),
  })
  .refine((c) => c.testGasKey === undefined || c.money.domain.chainId === SIMULATOR_CHAIN_ID, {
    path: ['testGasKey'],
    error: 'a test key is only taken on the simulator chain',
  })
  .refine((c) => c.refunds?.testKey === undefined || c.money.domain.chainId === SIMULATOR_CHAIN_ID, {
    path: ['refunds', 'testKey'],
    error: 'a test key is only taken on the simulator chain',
  })
  .superRefine(checkItems)
  .superRefine(checkStation)
  .superRefine(checkRisk)
  .superRefine(checkFleet)
  .superRefine(checkFed)

export type Config = z.output<typeof configSchema>
