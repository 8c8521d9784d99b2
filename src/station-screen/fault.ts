import type { ErrorCode } from '../errors/codes.ts'

/** Why the station is out of service, and since when, ms since the epoch. */
export interface StationFault {
  readonly code: ErrorCode
  readonly since: number
}

interface Condition {
  readonly reader: { readonly kind: string; readonly code?: ErrorCode }
  /** The terminal's clock is far from the network's. */
  readonly clockWrong: boolean
  /** What the last ride was refused for, when it was the station's own fault. */
  readonly ride: ErrorCode | null
}

/** The first thing that keeps the station from serving; the time stays that of the first notice. */
export function nextFault(
  before: StationFault | null,
  condition: Condition,
  now: number,
): StationFault | null {
  const code = codeOf(condition)
  if (code === null) return null
  return before?.code === code ? before : { code, since: before?.since ?? now }
}

function codeOf({ reader, clockWrong, ride }: Condition): ErrorCode | null {
  if (reader.kind === 'fault') return reader.code ?? 'READER_FAULT'
  if (reader.kind === 'unused') return 'READER_ABSENT'
  return clockWrong ? 'CLOCK_WRONG' : ride
}
