import { app } from 'electron'
import type { Clock } from '#src/time/clock.ts'
import { type FleetLayers, type LayersParts, openLayers } from '../fleet/layers.ts'
import type { Power } from '../service/power.ts'
import type { Activity } from '../update/safe-moment.ts'
import { createSafeRestart } from '../update/safe-restart.ts'

interface Parts extends LayersParts {
  readonly power: Pick<Power, 'restart'>
  readonly clock: Clock
}

/** The layers of the fleet, and the restarts by which they come into force. */
export interface AppliedLayers extends FleetLayers {
  /** The terminal is there. */
  start(activity: Activity): void
  /** The page is on the screen. `works`: it is one of a terminal that is in service. */
  shown(works: boolean): void
  stop(): void
}

const MINUTE_MS = 60_000

/** Opened before there is a window. */
export async function applyLayers(parts: Parts): Promise<AppliedLayers> {
  const { clock, power, log } = parts
  const layers = await openLayers(parts)
  let touchedAt = clock.now()
  app.on('web-contents-created', (_event, contents) => {
    contents.on('input-event', () => {
      touchedAt = clock.now()
    })
  })
  const restart = createSafeRestart({
    ...{ clock, isWanted: layers.isWaiting, touchedAt: () => touchedAt },
    quietMs: (layers.config?.fleet?.quietMinutes ?? 0) * MINUTE_MS,
    restart() {
      log('restarting with other layers of configuration')
      power.restart()
    },
  })
  layers.onChange(restart.ask)
  return {
    ...layers,
    start: restart.start,
    shown(works) {
      if (works) void layers.works()
      // Nobody may be there to start it again: after some starts those before count.
      else if (layers.isOnTrial()) power.restart()
    },
    stop: restart.stop,
  }
}
