import { Button, DialogTrigger } from 'react-aria-components'
import type { ClockDetail } from '#src/ipc/maintenance.ts'
import { Mark } from '../../components/mark.tsx'
import { useText } from '../../i18n/use-text.ts'
import { Facts } from './facts.tsx'
import { driftText } from './figures.ts'
import type { ServiceAsk } from './link.ts'
import { PinDialog } from './pin-dialog.tsx'
import { agoText } from './trust-facts.ts'

interface Props {
  readonly clock: ClockDetail
  readonly ask: ServiceAsk
  readonly onCorrected: () => void
}

/** Whether the clock lets anything be sold offline; where it is right all the same, a technician can say so. */
export function TrustClock({ clock, ask, onCorrected }: Props) {
  const text = useText()
  const { t, wholeMoment } = text
  const { state, now, floor, drift } = clock
  const isBehind = state === 'behind'
  const correct = async (pin: string) => {
    const corrected = await ask('service/clock-right', { pin })
    if (!corrected.ok) return corrected.error
    onCorrected()
    return null
  }
  return (
    <>
      <div className="service-line" role="status">
        <Mark kind={isBehind ? 'bad' : 'good'} />
        <strong>{t(isBehind ? 'trust.clockStops' : 'trust.clockGood')}</strong>
      </div>
      <Facts
        title={t('service.name.clock')}
        facts={[
          [t('trust.clockNow'), wholeMoment(now)],
          [t('trust.floor'), wholeMoment(floor)],
          [t('trust.drift'), drift ? driftText(drift.seconds, text) : t('service.clockUnknown')],
          ...(drift ? [[t('trust.measured'), agoText(Math.max(0, now - drift.at), text)] as const] : []),
        ]}
      />
      {isBehind && (
        <div className="service-actions">
          <DialogTrigger>
            <Button className="button button--small">{t('trust.clockRight')}</Button>
            <PinDialog title={t('trust.clockRightTitle')} onPin={correct}>
              <p>{t('trust.clockRightText', { now: wholeMoment(now) })}</p>
            </PinDialog>
          </DialogTrigger>
        </div>
      )}
    </>
  )
}
