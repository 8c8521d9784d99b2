import type { WaitReason } from '#src/update/state.ts'

/** What the terminal is at, as the parts that know it say. */
export interface Activity {
  /** A sale is open, or a payment is being stored. */
  isSelling(): boolean
  /** Payments that were sent and are not final. */
  onTheirWay(): number
  /** A shift is being closed, money given back, or a paper printed (in-flight.ts). */
  isClosing(): boolean
  /** Somebody has opened maintenance, or a self-test runs. */
  isServiced(): boolean
  /** Grows with every entry of the journal: whoever rides through a gate touches no screen. */
  entries(): number
  /** Lets nobody begin a sale any more; false when one began in the meantime. */
  hold(): Promise<boolean>
  letGo(): void
}

export interface MomentParts {
  readonly activity: Activity
  /** When somebody last touched the terminal, ms since the epoch. */
  readonly touchedAt: number
  readonly now: number
  readonly quietMs: number
  /** A technician has asked for it: only money still hinders. */
  readonly isAsked: boolean
}

/** Why the program must not be restarted now; null when nobody would notice. */
export function whatHinders({ activity, touchedAt, now, quietMs, isAsked }: MomentParts): WaitReason | null {
  if (activity.isSelling()) return 'sale'
  if (activity.onTheirWay() > 0) return 'broadcast'
  if (activity.isClosing()) return 'closing'
  if (isAsked) return null
  if (activity.isServiced()) return 'technician'
  return now - touchedAt < quietMs ? 'person' : null
}

/** Of a terminal that is out of service. */
export const NOTHING_GOES_ON: Activity = {
  isSelling: () => false,
  onTheirWay: () => 0,
  isClosing: () => false,
  isServiced: () => false,
  entries: () => 0,
  hold: async () => true,
  letGo: () => undefined,
}
