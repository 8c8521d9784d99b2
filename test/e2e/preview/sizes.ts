import type { Scene } from './scenes.ts'
import { SERVICE_SIZES } from './service-scenes.ts'
import { STATION_SIZES } from './station-scenes.ts'

export interface Size {
  readonly width: number
  readonly height: number
}

/** A counter's displays. */
const COUNTER_SIZES: readonly Size[] = [
  { width: 1280, height: 800 },
  { width: 800, height: 480 },
]

const SIZES = [
  { of: 'station', sizes: STATION_SIZES },
  { of: 'service', sizes: SERVICE_SIZES },
  { of: 'setup', sizes: SERVICE_SIZES },
] as const

/** The displays on which people see a scene. */
export const sizesOf = (scene: Scene): readonly Size[] =>
  SIZES.find(({ of }) => scene.startsWith(of))?.sizes ?? COUNTER_SIZES
