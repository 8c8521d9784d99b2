import type { Text } from '../../i18n/use-text.ts'

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const

/** "31.4 MB", by thousands: the largest unit of which there is at least one. */
export function bytesText(bytes: number, { t, language }: Pick<Text, 't' | 'language'>): string {
  let n = bytes
  let unit = 0
  while (n >= 1000 && unit < UNITS.length - 1) {
    n /= 1000
    unit += 1
  }
  const places = n < 100 && unit > 0 ? 1 : 0
  const digits = language === 'en' ? n.toFixed(places) : n.toFixed(places).replace('.', ',')
  return t(`service.unit.${UNITS[unit] ?? 'B'}`, { n: digits })
}
