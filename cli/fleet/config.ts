import { readFile } from 'node:fs/promises'
import { type KV, type KvEntry, Kvm } from '@nats-io/kv'
import type { NatsConnection } from '@nats-io/transport-node'
import { z } from 'zod'
import { checkJson, problemsText } from '#main/config/check.ts'
import { differencesOf } from '#main/config/differences.ts'
import { jsonOf } from '#main/config/mask.ts'
import { withLayers } from '#main/fleet/choose-layers.ts'
import { readEnvelope } from '#src/fleet/envelope.ts'
import {
  forbiddenIn,
  type Layer,
  type LayerPlace,
  layerKey,
  layerKeysOf,
  layerSchema,
} from '#src/fleet/layer.ts'
import { BUCKETS } from '#src/fleet/names.ts'
import { fail, ok, type Result } from '#src/result.ts'
import type { Keyboard } from '../passphrase.ts'
import { withBroker } from './broker.ts'
import { CONFIG_HELP, readConfigTask } from './config-options.ts'
import { putNext } from './put-next.ts'
import { sealed } from './sealed.ts'
import type { Subcommand } from './subcommand.ts'

type Patch = Layer['patch']

const keyboard: Keyboard = { env: process.env, input: process.stdin, output: process.stderr }

export const config: Subcommand = {
  help: CONFIG_HELP,
  async run(args, cwd) {
    const task = readConfigTask(args, cwd)
    if (task.kind === 'wrong') return task
    const { place, folder } = task
    if (task.kind === 'show') return withBroker(folder, (connection) => showLayer(connection, place))
    const patch = await readPatch(task.file)
    if (!patch.ok) return patch
    const against = task.against === null ? ok(null) : await readJson(task.against)
    if (!against.ok) return against
    return withBroker(folder, (connection) =>
      publishLayer(connection, { place, patch: patch.value, against: against.value }, (layer) =>
        sealed(layer, task.key, keyboard),
      ),
    )
  },
}

interface LayerOrder {
  readonly place: LayerPlace
  readonly patch: Patch
  /** Of a terminal that is to take it; null: nobody's. */
  readonly against: unknown
}

/** Signs the next version of a layer and puts it in the place of the one that was looked at, if terminals would take it. */
export async function publishLayer(
  connection: NatsConnection,
  { place, patch, against }: LayerOrder,
  seal: (layer: Layer) => Promise<Result<string>>,
): Promise<Result<string>> {
  const forbidden = forbiddenIn(patch)
  if (forbidden.length > 0)
    return fail('CONFIG_INVALID', `only the terminal's own file says ${forbidden.join(', ')}`)
  const bucket = await new Kvm(connection).open(BUCKETS.layers)
  const key = layerKey(place)
  const there = await bucket.get(key)
  const last = layerIn(there)
  if (last === undefined) return fail('CONFIG_INVALID', `what the fleet has as ${key} is no layer`)
  const layer: Layer = { kind: 'tapsyr-layer', ...place, version: (last?.version ?? 0) + 1, patch }
  const fits = against === null ? ok() : await fitsWith(bucket, against, layer)
  if (!fits.ok) return fits
  const text = await seal(layer)
  if (!text.ok) return text
  const put = await putNext(bucket, key, text.value, there)
  if (!put.ok) return put
  const changes = differencesOf(last?.patch ?? {}, patch)
    // An empty patch is a leaf itself.
    .filter(({ path }) => path !== '')
    .map(({ path, before, after }) => `  ${path}: ${before ?? '(not set)'} -> ${after ?? '(not set)'}`)
  return ok([`${key}: version ${layer.version}`, ...changes].join('\n'))
}

export async function showLayer(connection: NatsConnection, place: LayerPlace): Promise<Result<string>> {
  const key = layerKey(place)
  const layer = layerIn(await (await new Kvm(connection).open(BUCKETS.layers)).get(key))
  if (layer === undefined) return fail('CONFIG_INVALID', `what the fleet has as ${key} is no layer`)
  if (layer === null) return ok(`${key}: none`)
  return ok(`${key}: version ${layer.version}\n${JSON.stringify(layer.patch, null, 2)}`)
}

/** Whether a terminal with this file would take the layer, with the others that are there for it. */
async function fitsWith(bucket: KV, file: unknown, layer: Layer): Promise<Result<undefined>> {
  const { config: own, problems } = checkJson(file)
  if (!own) return fail('CONFIG_INVALID', `the file by itself: ${problemsText(problems)}`)
  const keys = own.fleet ? layerKeysOf({ site: own.fleet.site, terminal: own.terminal.id }) : []
  const key = layerKey(layer)
  if (!keys.includes(key)) return fail('FLEET_ORDER_ELSEWHERE', `${key} is not for the terminal of that file`)
  const layers = new Map<string, Layer>()
  for (const each of keys) {
    const found = each === key ? layer : layerIn(await bucket.get(each))
    if (found) layers.set(each, found)
  }
  const whole = withLayers(file, layers)
  return whole.ok ? ok() : whole
}

/** What is in the envelope, whoever has signed it; null where there is none, undefined for what is no layer. */
function layerIn(entry: KvEntry | null): Layer | null | undefined {
  if (entry?.operation !== 'PUT') return null
  const envelope = readEnvelope(entry.string())
  return envelope.ok ? layerSchema.safeParse(jsonOf(envelope.value.content)).data : undefined
}

async function readPatch(path: string): Promise<Result<Patch>> {
  const json = await readJson(path)
  if (!json.ok) return json
  const read = z.record(z.string(), z.unknown()).safeParse(json.value)
  return read.success ? ok(read.data) : fail('CONFIG_INVALID', `${path}: no JSON object`)
}

async function readJson(path: string): Promise<Result<unknown>> {
  try {
    return ok(JSON.parse(await readFile(path, 'utf8')))
  } catch (error) {
    return fail('CONFIG_INVALID', `${path}: ${error}`)
  }
}
