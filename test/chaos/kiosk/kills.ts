import { setTimeout as pause } from 'node:timers/promises'
import type { Kill } from './plan.ts'
import type { Stage } from './stage.ts'

/** What was killed since the last start, and how often in all. */
export interface Kills {
  readonly counts: Readonly<Record<Kill, number>>
  /** The tree is dead and not yet started again. */
  readonly treeIsDead: boolean
  /** The page has died since this was asked last. */
  pageDied(): boolean
  strike(what: Kill, afterMs: number): Promise<void>
  started(): void
}

export function createKills(stage: Stage): Kills {
  const counts = { tree: 0, renderer: 0, gpu: 0 }
  let treeIsDead = false
  let pageHasDied = false
  return {
    counts,
    get treeIsDead() {
      return treeIsDead
    },
    pageDied() {
      const died = pageHasDied
      pageHasDied = false
      return died
    },
    async strike(what, afterMs) {
      if (afterMs > 0) await pause(afterMs)
      if (treeIsDead) return
      if (what === 'tree') {
        counts.tree += 1
        treeIsDead = true
        await stage.kill()
        return
      }
      const killed = stage.kiosk.killOnly(what === 'gpu' ? 'gpu-process' : what)
      counts[what] += killed
      if (what === 'renderer' && killed > 0) pageHasDied = true
    },
    started() {
      treeIsDead = false
      pageHasDied = false
    },
  }
}
