import type { CalendarDate, ReceiptWords } from './words.ts'

/** A moment as the shop's own clock shows it. */
export interface ShopTime {
  /** Milliseconds since the Unix epoch. */
  readonly at: number
  readonly utcOffsetMinutes: number
}

/** "24 Nov 2026 14:32 UTC+5": complete, for the receipt's own moment. */
export function formatMoment(time: ShopTime, words: ReceiptWords): string {
  const date = shift(time)
  const whole = words.fullDate(calendarDate(date, words))
  return `${whole} ${clock(date)} ${zone(time.utcOffsetMinutes)}`
}

/** "27 Nov 14:32": for a moment near the receipt's own. */
export const formatDeadline = (time: ShopTime, words: ReceiptWords): string =>
  `${formatDay(time, words)} ${clock(shift(time))}`

/** "27 Nov". */
export function formatDay(time: ShopTime, words: ReceiptWords): string {
  const { day, monthName } = calendarDate(shift(time), words)
  return `${day} ${monthName}`
}

/** The shop's wall clock in the UTC fields of a date: the machine's own zone plays no part. */
const shift = ({ at, utcOffsetMinutes }: ShopTime): Date => new Date(at + utcOffsetMinutes * 60_000)

const calendarDate = (date: Date, words: ReceiptWords): CalendarDate => ({
  day: date.getUTCDate(),
  month: date.getUTCMonth() + 1,
  monthName: words.months[date.getUTCMonth()] ?? '',
  year: date.getUTCFullYear(),
})

const clock = (date: Date): string => `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`

/** "UTC+5", "UTC-3:30", "UTC". */
function zone(offset: number): string {
  if (offset === 0) return 'UTC'
  const minutes = Math.abs(offset) % 60
  const hours = Math.floor(Math.abs(offset) / 60)
  return `UTC${offset < 0 ? '-' : '+'}${hours}${minutes === 0 ? '' : `:${two(minutes)}`}`
}

const two = (n: number): string => n.toString().padStart(2, '0')
