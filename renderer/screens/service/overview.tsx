import { durationText } from '../../components/duration.ts'
import { useText } from '../../i18n/use-text.ts'
import { Closed } from './closed.tsx'
import { OverviewCards } from './overview-cards.tsx'
import type { PageProps } from './page-props.ts'
import { ServiceTable } from './service-table.tsx'
import { Shown } from './shown.tsx'

/** How every service is, why, and what to do next. */
export function OverviewPage(props: PageProps) {
  const { snapshot, overview, samples, link } = props
  const text = useText()
  return (
    <Shown loaded={overview}>
      {({ terminalId, version, startedAt, tapMs, services }) => (
        <>
          <header className="service-head">
            <h2 className="service-head__title">{text.t('service.terminal', { terminal: terminalId })}</h2>
            <p className="service__quiet">
              {text.t('service.runs', {
                version,
                time: durationText((Date.now() - startedAt) / 1000, text),
              })}
            </p>
          </header>
          {snapshot.phase === 'ready' && snapshot.closed && (
            <Closed closure={snapshot.closed} ask={link.ask} />
          )}
          {snapshot.phase === 'ready' && (
            <OverviewCards snapshot={snapshot} tapMs={tapMs} samples={samples} />
          )}
          <ServiceTable services={services} {...props} />
        </>
      )}
    </Shown>
  )
}
