import { join } from 'node:path'
import type { Config } from '#src/config/schema.ts'
import { layerKeysOf } from '#src/fleet/layer.ts'
import { isObject } from '#src/fleet/merge.ts'
import type { LayersDetail, LayerVersion } from '#src/ipc/maintenance.ts'
import type { ConfigFile } from '../config/load.ts'
import { jsonOf, secretsIn } from '../config/mask.ts'
import { chooseLayers, type Layered, type LayerRefusal, proveLayer, withLayers } from './choose-layers.ts'
import { type KeptLayers, openLayerFile } from './layer-file.ts'
import { createLayerNews, type LayerNews, type NewsParts } from './layer-news.ts'

/** How a terminal stands to the layers of its fleet. */
export type LayersState = Omit<LayersDetail, 'fields'>

/** The terminal's configuration: its own file and, where that names the fleet's operator, layers over it. */
export interface FleetLayers {
  /** What the terminal starts with. Null: the file itself does not count. */
  readonly config: Config | null
  /** The same as it was before it was read, and the file alone. */
  readonly json: unknown
  readonly own: unknown
  /** The bucket's keys that are for this terminal; none where the file names no operator. */
  readonly keys: readonly string[]
  /** Null where the terminal takes nothing from a fleet. */
  state(): LayersState | null
  /** A restart would change the configuration. */
  isWaiting(): boolean
  /** What lies under a key of the bucket. Never rejects: what does not count is told, and changes nothing. */
  take(key: string, bytes: Uint8Array): Promise<void>
  /** The terminal has not shown yet that it works with those in force. */
  isOnTrial(): boolean
  /** It does. */
  works(): Promise<void>
  readonly tellTo: LayerNews['tellTo']
  /** Hears of each change of what waits. */
  onChange(listener: () => void): void
}

export interface LayersParts extends Omit<NewsParts, 'disk'> {
  readonly file: Pick<ConfigFile, 'text' | 'config'>
  readonly userData: string
  /** None of these may get into the log. */
  readonly hide: (secrets: readonly string[]) => void
}

/**
 * A set of layers with which so many starts have come to nothing is left for the one before. A start that lost its power
 * counts as well: one that hung until somebody pulled the plug looks the same.
 */
const TRIES = 3

export async function openLayers(parts: LayersParts): Promise<FleetLayers> {
  const { file, userData, faults, hide, log } = parts
  const json = jsonOf(file.text)
  const { config } = file
  const operatorKeys = config?.fleet?.operatorKeys
  if (!config?.fleet || !operatorKeys) return noLayers(config, json)
  const own = { config, json }
  const keys = layerKeysOf({ site: config.fleet.site, terminal: config.terminal.id })
  const choice = { own, operatorKeys, keys }
  const disk = await openLayerFile(join(userData, 'fleet-layers.json'))
  const news = createLayerNews({ disk, faults, log })
  const listeners: (() => void)[] = []
  let last: Promise<void> = Promise.resolve()

  /** False when the disk refuses. */
  async function keep(change: (kept: KeptLayers) => Partial<KeptLayers>): Promise<boolean> {
    try {
      await disk.change(change)
      return true
    } catch (error) {
      log(`layers are not kept: ${error}`)
      faults.note('fleet-layer', 'FILE_WRITE_FAILED', String(error))
      return false
    }
  }

  const kept = disk.now()
  const taken = textsOf(kept, keys)
  const isNew = keys.some((key) => taken[key] !== kept.worked[key])
  let isAside = isNew && kept.tries >= TRIES
  let isOnTrial = isNew && !isAside
  const { chosen: newest, refused } = chooseLayers(choice, taken)
  for (const each of refused) await news.refused(each)
  const running = isAside ? chooseLayers(choice, kept.worked).chosen : newest
  let next = newest
  hide(secretsIn(running.json))
  if (isOnTrial) await keep(({ tries }) => ({ tries: tries + 1 }))
  if (isAside) await news.abandoned(versionsText(newest), TRIES)

  const isWaiting = (): boolean => !isAside && JSON.stringify(next.json) !== JSON.stringify(running.json)

  /** What comes of it; null: it is known. */
  function judge(key: string, text: string): Layered | LayerRefusal | null {
    const layer = proveLayer(key, text, choice.operatorKeys)
    if (!layer.ok) return { key, failure: layer.error }
    const { version } = layer.value
    const known = disk.now().taken[key]
    // Another signature of the same: keys are being changed.
    const isSame = version === known?.version && contentOf(text) === contentOf(known.text)
    if (isSame && next.layers.has(key)) return null
    if (known && !isSame && version <= known.version) {
      const detail = `version ${known.version} was taken before`
      return { key, version, failure: { code: 'FLEET_ORDER_OLDER', detail } }
    }
    const layers = new Map([...next.layers, [key, layer.value] as const])
    const whole = withLayers(json, new Map([...layers].sort(([a], [b]) => keys.indexOf(a) - keys.indexOf(b))))
    return whole.ok ? whole.value : { key, version, failure: whole.error }
  }

  async function take(key: string, text: string): Promise<void> {
    const judged = judge(key, text)
    if (judged && 'failure' in judged) return news.refused(judged)
    news.cleared(key)
    const version = judged?.layers.get(key)?.version
    if (!judged || version === undefined) return
    hide(secretsIn(judged.json))
    const isKept = await keep(({ taken, told: { [key]: _, ...told } }) => ({
      taken: { ...taken, [key]: { version, text } },
      ...{ told, tries: 0 },
    }))
    if (!isKept) return
    next = judged
    if (isAside) news.cleared('set')
    isAside = false
    await news.said(`${key} version ${version} taken`)
    for (const listener of listeners) listener()
  }

  return {
    ...{ config: running.config, json: running.json, own: json, keys, isWaiting },
    state: () => ({
      inForce: versionsOf(isWaiting() || isAside ? running : next),
      waiting: isWaiting() ? versionsOf(next) : null,
      refused: news.open(),
    }),
    take(key, bytes) {
      if (!keys.includes(key)) return last
      last = last
        .then(() => take(key, Buffer.from(bytes).toString('utf8')))
        .catch((error: unknown) => log(`${key} is left as it was: ${error}`))
      return last
    },
    isOnTrial: () => isOnTrial,
    async works() {
      if (!isOnTrial) return
      isOnTrial = false
      await keep(() => ({ worked: taken, tries: 0 }))
    },
    tellTo: news.tellTo,
    onChange: (listener) => void listeners.push(listener),
  }
}

/** The file alone. */
export const noLayers = (config: Config | null, json: unknown): FleetLayers => ({
  ...{ config, json, own: json, keys: [] },
  state: () => null,
  isWaiting: () => false,
  take: async () => undefined,
  isOnTrial: () => false,
  works: async () => undefined,
  tellTo: () => undefined,
  onChange: () => undefined,
})

/** Of a file those that are for this terminal now: it may have been at another site. */
const textsOf = ({ taken }: KeptLayers, keys: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    keys.flatMap((key) => {
      const found = taken[key]
      return found ? [[key, found.text]] : []
    }),
  )

const versionsOf = ({ layers }: Pick<Layered, 'layers'>): LayerVersion[] =>
  [...layers.values()].map(({ level, version }) => ({ level, version }))

const versionsText = (layered: Layered): string =>
  versionsOf(layered)
    .map(({ level, version }) => `${level} ${version}`)
    .join(', ')

/** What was signed, of an envelope that is one. */
function contentOf(text: string): unknown {
  const json = jsonOf(text)
  return isObject(json) ? json.content : undefined
}
