import { z } from 'zod'
import type { Config } from '#src/config/schema.ts'
import { type Layer, layered, layerKey, layerSchema } from '#src/fleet/layer.ts'
import { type Failure, fail, ok, type Result } from '#src/result.ts'
import { checkJson, problemsText } from '../config/check.ts'
import { type OrderFault, openEnvelope } from './open-envelope.ts'

/** A sealed layer that lay under a key of the bucket, if the operator has signed it and it belongs there. */
export function proveLayer(
  key: string,
  text: string,
  operatorKeys: readonly string[],
): Result<Layer, OrderFault | 'FLEET_ORDER_ELSEWHERE'> {
  const opened = openEnvelope(text, operatorKeys)
  if (!opened.ok) return opened
  const read = layerSchema.safeParse(opened.value.json)
  if (!read.success) return fail('FLEET_ORDER_INVALID', z.prettifyError(read.error))
  const own = layerKey(read.data)
  return own === key ? ok(read.data) : fail('FLEET_ORDER_ELSEWHERE', `for ${own}, and lay under ${key}`)
}

/** What a terminal's own file and layers over it come to. */
export interface Layered {
  readonly json: unknown
  readonly config: Config
  /** By key of the bucket, in the order in which they count. */
  readonly layers: ReadonlyMap<string, Layer>
}

/** FLEET_ORDER_INVALID where a layer touches what none may; CONFIG_INVALID where the whole is no configuration. */
export function withLayers(
  file: unknown,
  layers: ReadonlyMap<string, Layer>,
): Result<Layered, 'FLEET_ORDER_INVALID' | 'CONFIG_INVALID'> {
  const { json, forbidden } = layered(
    file,
    [...layers.values()].map(({ patch }) => patch),
  )
  if (forbidden.length > 0)
    return fail('FLEET_ORDER_INVALID', `only the terminal's own file says ${forbidden.join(', ')}`)
  const { config, problems } = checkJson(json)
  return config ? ok({ json, config, layers }) : fail('CONFIG_INVALID', problemsText(problems))
}

export interface LayerRefusal {
  readonly key: string
  readonly failure: Failure
  /** Of a layer that the operator has signed. */
  readonly version?: number
}

export interface ChoiceParts {
  /** The terminal's own file, which is a configuration by itself. */
  readonly own: Omit<Layered, 'layers'>
  readonly operatorKeys: readonly string[]
  /** In their order. */
  readonly keys: readonly string[]
}

/** Of sealed layers those that are proven and fit; all that fit together, or else one after the other. */
export function chooseLayers(
  { own, operatorKeys, keys }: ChoiceParts,
  texts: Readonly<Record<string, string>>,
): { readonly chosen: Layered; readonly refused: readonly LayerRefusal[] } {
  const proven = new Map<string, Layer>()
  const refused: LayerRefusal[] = []
  for (const key of keys) {
    const text = texts[key]
    const layer = text === undefined ? undefined : proveLayer(key, text, operatorKeys)
    if (layer?.ok) proven.set(key, layer.value)
    else if (layer) refused.push({ key, failure: layer.error })
  }
  const all = withLayers(own.json, proven)
  if (all.ok) return { chosen: all.value, refused }
  let chosen: Layered = { ...own, layers: new Map() }
  for (const [key, layer] of proven) {
    const more = withLayers(own.json, new Map([...chosen.layers, [key, layer]]))
    if (more.ok) chosen = more.value
    else refused.push({ key, failure: more.error, version: layer.version })
  }
  return { chosen, refused }
}
