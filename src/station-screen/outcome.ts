import type { ErrorCode } from '../errors/codes.ts'
import type { Ride } from '../ipc/station.ts'
import type { Result } from '../result.ts'
import { TAP_AGAIN } from '../sale/tap-again.ts'

/**
 * What the whole screen says after a tap. `number` tells two equal ones apart; `repeated`: the same
 * card once more, so soon that it is the same ride; `owed`: of a debt, in words ("320 ₸").
 */
export type Outcome = { readonly number: number } & (
  | { readonly kind: 'go'; readonly ride: Ride; readonly online: boolean; readonly repeated: boolean }
  /** The same card may simply be held again. */
  | { readonly kind: 'again'; readonly code: ErrorCode }
  | { readonly kind: 'refused'; readonly code: ErrorCode; readonly owed: string | null }
)

/** What stops the station itself, whoever taps; it goes away without a passenger. */
const STATION_FAULTS: ReadonlySet<ErrorCode> = new Set([
  'READER_ABSENT',
  'READER_SILENT',
  'LINK_ABSENT',
  'LINK_FORBIDDEN',
  'LINK_BUSY',
  'LINK_CLOSED',
  'HID_UNAVAILABLE',
  'PCSC_UNAVAILABLE',
  'PCSC_STOPPED',
  'RATE_UNKNOWN',
  'RATE_EXPIRED',
  'DISK_LOW',
  'JOURNAL_WRITE_FAILED',
  'JOURNAL_UNREADABLE',
  'CLOCK_WRONG',
  'CONFIG_INVALID',
])

/** The wait was ended, or something else has the reader for a moment. */
const NOBODYS: ReadonlySet<ErrorCode> = new Set(['SALE_CANCELLED', 'TERMINAL_BUSY', 'TERMINAL_CLOSED'])

/** Why the station itself cannot serve; null when the answer is about the card. */
export const stationFaultOf = (answer: Result<Ride>): ErrorCode | null =>
  !answer.ok && STATION_FAULTS.has(answer.error.code) ? answer.error.code : null

interface Tap {
  readonly number: number
  readonly online: boolean
  readonly repeated: boolean
}

/** What to show of one answer to `station/ride`; null when it is no passenger's. */
export function outcomeOf(answer: Result<Ride>, { number, online, repeated }: Tap): Outcome | null {
  if (answer.ok) return { number, kind: 'go', ride: answer.value, online, repeated }
  const { code, detail } = answer.error
  if (NOBODYS.has(code) || STATION_FAULTS.has(code)) return null
  if (TAP_AGAIN.has(code)) return { number, kind: 'again', code }
  return { number, kind: 'refused', code, owed: code === 'DEBT_OWED' && detail !== undefined ? detail : null }
}

/** Go is seen from the corner of the eye; what has to be read stays, unless the next card comes. */
export const shownMs = ({ kind }: Outcome): number => (kind === 'go' ? 1500 : 5000)

/** After "hold it again" the same passenger goes on, in their own language. */
export const endsPassenger = ({ kind }: Outcome): boolean => kind !== 'again'
