import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { z } from 'zod'
import { fleetSchema } from '#src/config/fleet.ts'
import { metricsSchema } from '#src/config/metrics.ts'
import { configSchema, SIMULATOR_CHAIN_ID } from '#src/config/schema.ts'
import { nameSchema, PARTITIONS } from '#src/fleet/names.ts'
import { hexSchema } from '#src/payment/record.ts'
import { fail, ok, type Result } from '#src/result.ts'

const { money, chain } = configSchema.shape

/** Exactly one of the two: a Web3 Secret Storage file (version 3), or a published test key on the simulator's chain. */
const laneSchema = z
  .strictObject({
    name: nameSchema,
    /** Whose terminals' payments it settles; none for an account that only ends what it began. */
    partitions: z.array(
      z
        .int()
        .min(0)
        .max(PARTITIONS - 1),
    ),
    keystore: z.string().min(1).optional(),
    testKey: hexSchema(32).optional(),
  })
  .refine((lane) => (lane.keystore === undefined) !== (lane.testKey === undefined), {
    error: 'name either a keystore or a test key',
  })

/** The settler's one configuration file; all settlers of a fleet have the same lanes. */
export const settlerConfigSchema = z
  .strictObject({
    /** Unique among the fleet's settlers. */
    name: nameSchema,
    broker: fleetSchema.pick({ servers: true, ca: true }).extend({
      /** A file with the settler's NKey seed; left out where the broker asks for none, as on one's own machine. */
      credentials: z.string().min(1).optional(),
      /** Of streams and buckets that are made anew: 1, or 3 in a cluster. */
      replicas: z.int().min(1).max(5).default(1),
    }),
    money: z.strictObject({
      domain: money.shape.domain,
      /** Payments to anybody else are their terminals' own business. */
      payees: z.array(money.shape.payee).min(1),
    }),
    chain: chain.omit({ batchSize: true, probeEveryMs: true }),
    batch: z
      .strictObject({
        payments: z.int().min(1).max(200).default(100),
        /** How long a payment waits for others, so that they share a transaction. */
        waitSeconds: z.number().min(0).max(3600).default(30),
      })
      .prefault({}),
    lanes: z.array(laneSchema).min(1),
    metrics: metricsSchema
      .extend({
        /** The figures of every terminal too. One settler of a fleet says so, or Prometheus has them twice. */
        terminals: z.boolean().default(false),
      })
      .optional(),
  })
  .superRefine(({ lanes, money: { domain } }, context) => {
    const taken = lanes.flatMap(({ partitions }) => partitions).sort((a, b) => a - b)
    if (taken.length !== PARTITIONS || taken.some((partition, i) => partition !== i))
      context.addIssue({
        code: 'custom',
        path: ['lanes'],
        message: `each partition from 0 to ${PARTITIONS - 1} once`,
      })
    if (new Set(lanes.map(({ name }) => name)).size < lanes.length)
      context.addIssue({ code: 'custom', path: ['lanes'], message: 'two lanes have one name' })
    if (domain.chainId !== SIMULATOR_CHAIN_ID && lanes.some(({ testKey }) => testKey !== undefined))
      context.addIssue({
        code: 'custom',
        path: ['lanes'],
        message: 'a test key is only taken on the simulator chain',
      })
  })
export type SettlerConfig = z.output<typeof settlerConfigSchema>

/** Reads it; paths in it start from its own folder. */
export async function readSettlerConfig(path: string): Promise<Result<SettlerConfig, 'CONFIG_INVALID'>> {
  try {
    const read = settlerConfigSchema.safeParse(JSON.parse(await readFile(path, 'utf8')))
    return read.success
      ? ok(withPaths(read.data, dirname(path)))
      : fail('CONFIG_INVALID', z.prettifyError(read.error))
  } catch (error) {
    return fail('CONFIG_INVALID', `${path}: ${error}`)
  }
}

function withPaths({ broker, lanes, metrics, ...config }: SettlerConfig, folder: string): SettlerConfig {
  const { credentials, ca } = broker
  return {
    ...config,
    broker: {
      ...broker,
      ...(credentials && { credentials: resolve(folder, credentials) }),
      ...(ca && { ca: resolve(folder, ca) }),
    },
    lanes: lanes.map((lane) =>
      lane.keystore === undefined ? lane : { ...lane, keystore: resolve(folder, lane.keystore) },
    ),
    ...(metrics && { metrics: { ...metrics, ...(metrics.file && { file: resolve(folder, metrics.file) }) } }),
  }
}
