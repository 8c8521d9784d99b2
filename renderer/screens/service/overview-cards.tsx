import type { ReactNode } from 'react'
import { isWaiting } from '#src/payment/states.ts'
import { waitingCount } from '#src/payment/summary.ts'
import { durationText } from '../../components/duration.ts'
import { useText } from '../../i18n/use-text.ts'
import type { ReadySnapshot } from '../../view.ts'
import { Plot } from './plot.tsx'
import type { Samples } from './samples.ts'

interface Props {
  readonly snapshot: ReadySnapshot
  readonly tapMs: number | null
  readonly samples: Samples
}

/** The four figures that tell how the day goes. */
export function OverviewCards({ snapshot, tapMs, samples }: Props) {
  const text = useText()
  const { t, count, money } = text
  const { queue, info, network, now } = snapshot
  const waiting = waitingCount(queue.summary)
  const oldest = oldestOf(snapshot)
  const gas = network.kind === 'online' ? network.status.gasPayments : null
  return (
    <div className="service-cards">
      <Card label={t('service.inQueue')} value={count(waiting)}>
        {waiting > 0 && <p>{money(queue.summary.waitingUnits, info.asset)}</p>}
        <Plot values={samples.waiting} label={t('service.inQueuePlot')} />
      </Card>
      <Card
        label={t('service.oldestWaits')}
        value={oldest === null ? '–' : durationText((now - oldest) / 1000, text)}
      />
      <Card label={t('service.tapTime')} value={tapMs === null ? '–' : t('node.latency', { ms: tapMs })}>
        <p>{t('service.tapTimeNote')}</p>
        <Plot values={samples.tapMs} label={t('service.tapTime')} />
      </Card>
      <Card label={t('service.gasFor')} value={gas === null ? '–' : count(gas)}>
        <p>{t(gas === null ? 'service.gasUnknown' : 'service.gasPayments')}</p>
      </Card>
    </div>
  )
}

interface CardProps {
  readonly label: string
  readonly value: string
  readonly children?: ReactNode
}

const Card = ({ label, value, children }: CardProps) => (
  <section className="service-card">
    <h3 className="service-card__label">{label}</h3>
    <p className="service-card__value">{value}</p>
    {children}
  </section>
)

/** When the oldest of the waiting payments that are listed was taken, ms since the epoch. */
function oldestOf({ queue }: ReadySnapshot): number | null {
  const times = queue.recent.filter(({ state }) => isWaiting(state)).map(({ acceptedAt }) => acceptedAt)
  return times.length === 0 ? null : Math.min(...times)
}
