import { resolve } from 'node:path'
import { Kvm } from '@nats-io/kv'
import type { NatsConnection } from '@nats-io/transport-node'
import { isPlausible } from '#main/rates/plausible.ts'
import { readEnvelope } from '#src/fleet/envelope.ts'
import { BUCKETS } from '#src/fleet/names.ts'
import { type FleetRate, fleetRateSchema } from '#src/fleet/rate.ts'
import { fail, ok, type Result } from '#src/result.ts'
import { parsed, type Wrong, wrong } from '../command-line.ts'
import type { Keyboard } from '../passphrase.ts'
import { withBroker } from './broker.ts'
import { putNext } from './put-next.ts'
import { sealed } from './sealed.ts'
import { folderOf, isName, noName, type Subcommand } from './subcommand.ts'

interface RateTask {
  readonly kind: 'rate'
  readonly name: string
  readonly value: string
  readonly key: string
  readonly folder: string
}

export function readRateTask(args: readonly string[], cwd: string): RateTask | Wrong {
  const read = parsed({
    args: [...args],
    allowPositionals: true,
    options: { in: { type: 'string' }, key: { type: 'string' } },
  })
  if (typeof read === 'string') return wrong(read)
  const { values, positionals } = read
  const [name, value, ...more] = positionals
  if (name === undefined || value === undefined || more.length > 0) return wrong('Name a rate and its value.')
  if (!isName(name)) return noName(name)
  if (!fleetRateSchema.shape.value.safeParse(value).success)
    return wrong(`"${value}" is no rate: a number above zero, with a point.`)
  const folder = folderOf(values.in, cwd)
  if (typeof folder !== 'string') return folder
  if (values.key === undefined) return wrong("Name the operator's key with --key.")
  return { kind: 'rate', name, value, folder, key: resolve(cwd, values.key) }
}

const keyboard: Keyboard = { env: process.env, input: process.stdin, output: process.stderr }

export const rate: Subcommand = {
  help: `  npm run fleet -- rate NAME VALUE --key FILE --in FOLDER
                          gives out a rate, signed with a key of npm run sign-config`,
  async run(args, cwd) {
    const task = readRateTask(args, cwd)
    if (task.kind === 'wrong') return task
    return withBroker(task.folder, (connection) =>
      publishRate(connection, task, (content) => sealed(content, task.key, keyboard)),
    )
  },
}

/** Signs the next version and puts it in the place of the one that was there, unless another came meanwhile. */
export async function publishRate(
  connection: NatsConnection,
  { name, value }: Pick<RateTask, 'name' | 'value'>,
  seal: (content: FleetRate) => Promise<Result<string>>,
): Promise<Result<string>> {
  const bucket = await new Kvm(connection).open(BUCKETS.rates)
  const there = await bucket.get(name)
  const last = there && there.operation === 'PUT' ? rateIn(there.string()) : null
  if (last === undefined) return fail('CONFIG_INVALID', `what the fleet has as "${name}" is no rate`)
  if (last && !isPlausible(value, last.value))
    return fail('CONFIG_INVALID', `terminals would refuse ${value}: the last one was ${last.value}`)
  const version = (last?.version ?? 0) + 1
  const text = await seal({ kind: 'tapsyr-rate', name, version, at: Date.now(), value })
  if (!text.ok) return text
  const put = await putNext(bucket, name, text.value, there)
  if (!put.ok) return put
  return ok(`${name}: ${value}, version ${version}${last ? `; it was ${last.value}` : ''}`)
}

/** What is in the envelope, whoever has signed it. */
function rateIn(text: string): FleetRate | undefined {
  const envelope = readEnvelope(text)
  if (!envelope.ok) return undefined
  try {
    return fleetRateSchema.safeParse(JSON.parse(envelope.value.content)).data
  } catch {
    return undefined
  }
}
