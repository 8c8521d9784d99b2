import { screen } from 'electron'
import { type Area, areaForCustomer } from './choose-display.ts'
import type { KioskWindow } from './window.ts'

/** The displays around the kiosk's window, as they come and go. */
export interface Screens {
  /**
   * Tells where the customer's window belongs, now and after every change; null: there is no display
   * for it. Nothing is told before the kiosk's own window is on the screen.
   */
  watch(listener: (area: Area | null) => void): () => void
  /** Whether there is one for the customer now. */
  hasSecond(): boolean
  /** Whose display the customer's window keeps clear of. */
  keepClearOf(kiosk: KioskWindow): void
}

export function watchScreens(): Screens {
  const listeners = new Set<(area: Area | null) => void>()
  let kiosk: KioskWindow | undefined

  /** Undefined until it is known which display is the kiosk's. */
  function area(): Area | null | undefined {
    const own = kiosk?.area()
    return (
      own &&
      areaForCustomer(
        screen.getAllDisplays().map(({ bounds }) => bounds),
        own,
      )
    )
  }

  function tell(): void {
    const now = area()
    if (now !== undefined) for (const listener of listeners) listener(now)
  }

  screen.on('display-added', tell)
  screen.on('display-removed', tell)
  screen.on('display-metrics-changed', tell)
  return {
    watch(listener) {
      listeners.add(listener)
      tell()
      return () => listeners.delete(listener)
    },
    hasSecond: () => (area() ?? null) !== null,
    keepClearOf(window) {
      kiosk = window
      window.onMoved(tell)
      tell()
    },
  }
}
