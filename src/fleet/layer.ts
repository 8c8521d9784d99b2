import { z } from 'zod'
import { isObject, mergePatch } from './merge.ts'
import { FLEET_KEY, type FleetTerminal, nameSchema, siteKey, terminalKey } from './names.ts'

/** Whom a layer of configuration is for. Each counts over the ones before it, and over the terminal's own file. */
export const LEVELS = ['fleet', 'site', 'terminal'] as const
export type Level = (typeof LEVELS)[number]

const common = {
  kind: z.literal('tapsyr-layer'),
  /** Grows with each change of this layer: a terminal takes none before the one it has. */
  version: z.int().min(1),
  /** A JSON merge patch (RFC 7396) to the terminal's configuration. */
  patch: z.record(z.string(), z.unknown()),
}

/** What the operator signs (envelope.ts). */
export const layerSchema = z.discriminatedUnion('level', [
  z.strictObject({ ...common, level: z.literal('fleet') }),
  z.strictObject({ ...common, level: z.literal('site'), site: nameSchema }),
  z.strictObject({ ...common, level: z.literal('terminal'), site: nameSchema, terminal: nameSchema }),
])
export type Layer = z.output<typeof layerSchema>

/** Whom a layer is for, without what it says. */
export type LayerPlace =
  | { readonly level: 'fleet' }
  | { readonly level: 'site'; readonly site: string }
  | ({ readonly level: 'terminal' } & FleetTerminal)

/** Under which key of the bucket a layer lies. */
export function layerKey(place: LayerPlace): string {
  if (place.level === 'fleet') return FLEET_KEY
  return place.level === 'site' ? siteKey(place.site) : terminalKey(place)
}

/** The keys of the layers that are for a terminal, in the order in which they count. */
export const layerKeysOf = (whose: FleetTerminal): readonly string[] =>
  LEVELS.map((level) => layerKey({ ...whose, level }))

/** Who the terminal is, whom it trusts, and where money goes: the terminal's own file says it and nothing else does. */
const OWN = new Set(['$schema', 'signed', 'terminal', 'fleet', 'testGasKey'])
/** Of `money` a layer may say these and no others. */
const MONEY = new Set(['maxPayment', 'transfers', 'transferConfirmations', 'validitySeconds'])
/** Whoever may set the key of updates could exchange the program, and with it all that is said here. */
const OWN_INSIDE = [
  ['refunds', 'testKey'],
  ['update', 'key'],
] as const

/** Paths that a layer may not touch and this one does; none in a good one. */
export function forbiddenIn(patch: Layer['patch']): string[] {
  const { money } = patch
  const inMoney = isObject(money) ? Object.keys(money).filter((name) => !MONEY.has(name)) : ['*']
  return [
    ...Object.keys(patch).filter((name) => OWN.has(name)),
    ...('money' in patch ? inMoney.map((name) => `money.${name}`) : []),
    ...OWN_INSIDE.flatMap(([area, name]) => {
      const inner = patch[area]
      return isObject(inner) && name in inner ? [`${area}.${name}`] : []
    }),
  ]
}

/**
 * A configuration with layers over it, or the paths that would change though none may: to take a whole area away can
 * take such a path with it.
 */
export function layered(
  file: unknown,
  patches: readonly Layer['patch'][],
): { readonly json: unknown; readonly forbidden: readonly string[] } {
  const json = patches.reduce<unknown>((merged, patch) => mergePatch(merged, patch), file)
  const forbidden = OWN_INSIDE.filter(
    ([area, name]) => JSON.stringify(inside(json, area, name)) !== JSON.stringify(inside(file, area, name)),
  )
  return { json, forbidden: [...patches.flatMap(forbiddenIn), ...forbidden.map((path) => path.join('.'))] }
}

function inside(json: unknown, area: string, name: string): unknown {
  const inner = isObject(json) ? json[area] : undefined
  return isObject(inner) ? inner[name] : undefined
}
