import { plain } from './words.ts'

interface Sample {
  readonly labels: Readonly<Record<string, string>>
  readonly value: number
}

/** What a terminal has last said of itself. */
export interface Figures {
  /** The figure without labels, or the only one; undefined where there is none. */
  one(name: string): number | undefined
  all(name: string): readonly Sample[]
}

const SAMPLE = /^tapsyr_([a-z0-9_]{1,80})(?:\{(.{0,2000})\})? ([-+0-9.eE]{1,30})$/
const LABEL = /([a-zA-Z_][a-zA-Z0-9_]{0,40})="((?:[^"\\]|\\.){0,200})"/g
/** Of more than this nobody reads the rest. */
const MOST_BYTES = 256 * 1024

/** Reads Prometheus' text format, version 0.0.4, as far as it is figures of ours; anything else is left out. */
export function readFigures(text: string): Figures {
  const samples = new Map<string, Sample[]>()
  for (const line of text.slice(0, MOST_BYTES).split('\n')) {
    const [, name, labels = '', value] = SAMPLE.exec(line) ?? []
    const number = Number(value)
    if (name === undefined || !Number.isFinite(number)) continue
    samples.set(name, [...(samples.get(name) ?? []), { labels: labelsIn(labels), value: number }])
  }
  const all = (name: string) => samples.get(name) ?? []
  return { all, one: (name) => all(name)[0]?.value }
}

const labelsIn = (text: string): Record<string, string> =>
  Object.fromEntries([...text.matchAll(LABEL)].map(([, name = '', value = '']) => [name, plain(value)]))

/** Whatever of a label has this value. */
export const labelled = (samples: readonly Sample[], label: string, value = 1): string[] =>
  samples.flatMap((each) => (each.value === value ? (each.labels[label] ?? []) : []))

const WAITING: ReadonlySet<string> = new Set(['accepted', 'submitted', 'confirmed', 'refused'])

/** Payments that are not final. */
export const waitingIn = (figures: Figures): number =>
  figures
    .all('payments')
    .reduce((sum, { labels, value }) => sum + (WAITING.has(labels.state ?? '') ? value : 0), 0)

/** Whether it sells, devices at fault, and what of the fleet's it refuses or has not begun to work with. */
export const troublesIn = (figures: Figures): string[] => [
  ...(figures.one('out_of_service') === 1 ? ['out of service'] : []),
  ...figures
    .all('device_state')
    .flatMap(({ labels, value }) => (labels.state === 'fault' && value === 1 ? (labels.device ?? []) : [])),
  ...labelled(figures.all('fleet_refused'), 'what').map((what) => `${what} refused`),
  ...(figures.one('fleet_layers_waiting') === 1 ? ['layers wait'] : []),
]

/** Versions of the layers of configuration: of the fleet, the site and the terminal. */
export function layersIn(figures: Figures): readonly (number | undefined)[] {
  const versions = figures.all('fleet_layer_version')
  return ['fleet', 'site', 'terminal'].map(
    (layer) => versions.find(({ labels }) => labels.layer === layer)?.value,
  )
}
