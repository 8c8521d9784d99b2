/** A rectangle on the desktop, in device-independent pixels. */
export interface Area {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/**
 * The display that faces the customer: one that shows nothing of the one the kiosk's window is on,
 * which also leaves out its mirror images. Of several the leftmost, then the topmost, whatever the
 * order they were plugged in; null where there is none.
 */
export function areaForCustomer(displays: readonly Area[], kiosk: Area): Area | null {
  const own = displays.reduce<Area | undefined>(
    (best, display) => (best && shared(best, kiosk) >= shared(display, kiosk) ? best : display),
    undefined,
  )
  const others = displays.filter((display) => own && shared(display, own) === 0)
  return others.sort((a, b) => a.x - b.x || a.y - b.y)[0] ?? null
}

/** How many pixels two areas have in common. */
function shared(a: Area, b: Area): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y)
  return Math.max(0, width) * Math.max(0, height)
}
