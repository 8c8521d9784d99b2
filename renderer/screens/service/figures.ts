import type { ServiceFigure, ServiceRow } from '#src/ipc/maintenance.ts'
import { durationText } from '../../components/duration.ts'
import type { Text } from '../../i18n/use-text.ts'
import { bytesText } from './bytes.ts'

/** "41,202 entries · 31.4 MB": what belongs to a service, in words and units. */
export const figuresText = (figures: ServiceRow['figures'], text: Text): string =>
  figures.map(([figure, n]) => figureText(figure, n, text)).join(' · ')

function figureText(figure: ServiceFigure, n: number, text: Text): string {
  const { t, count } = text
  switch (figure) {
    case 'drift-seconds':
      return driftText(n, text)
    case 'free-bytes':
    case 'journal-bytes':
    case 'database-bytes':
      return t(`service.figure.${figure}`, { size: bytesText(n, text) })
    case 'paper-near-end':
      return t('queue.paperNearEnd')
    default:
      return t(`service.figure.${figure}`, { n: count(n) })
  }
}

/** How far this clock is from the network's. */
export function driftText(seconds: number, text: Text): string {
  if (Math.abs(seconds) < 1) return text.t('service.clockRight')
  return text.t(seconds > 0 ? 'clock.ahead' : 'clock.behind', { by: durationText(Math.abs(seconds), text) })
}
