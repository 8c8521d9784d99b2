import type { StationInfo } from '#src/ipc/station.ts'
import type { StationFault } from '#src/station-screen/fault.ts'
import type { Comfort, Kiosk } from '#src/station-screen/kiosk.ts'
import type { Outcome } from '#src/station-screen/outcome.ts'

/** All that the kiosk's screens know beside the rest of the snapshot. */
export interface StationView {
  readonly info: StationInfo
  readonly kiosk: Kiosk
  /** What the last tap came to, for as long as it is shown. */
  readonly outcome: Outcome | null
  readonly fault: StationFault | null
  /** Rides of the last minute. */
  readonly perMinute: number
}

/** All that a passenger can do beside holding a card to the reader. */
export interface StationActions {
  /** Any sign that somebody is there. */
  touch(): void
  set(comfort: Partial<Comfort>): void
  help(): void
  choose(productId: string): void
  /** Leaves whatever it is, and ends a sale that can still be ended. */
  back(): void
  /** Somebody is still there. */
  moreTime(): void
}
