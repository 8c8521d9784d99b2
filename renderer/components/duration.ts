import type { Text } from '../i18n/use-text.ts'

const MINUTE = 60
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** "3 min": the largest unit that still says something. */
export function durationText(seconds: number, { t, count }: Pick<Text, 't' | 'count'>): string {
  const whole = (unit: number) => count(Math.round(seconds / unit))
  if (seconds < 2 * MINUTE) return t('duration.seconds', { n: whole(1) })
  if (seconds < 2 * HOUR) return t('duration.minutes', { n: whole(MINUTE) })
  return seconds < 2 * DAY ? t('duration.hours', { n: whole(HOUR) }) : t('duration.days', { n: whole(DAY) })
}
