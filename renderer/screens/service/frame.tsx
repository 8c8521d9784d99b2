import { type ComponentType, useEffect, useEffectEvent, useState } from 'react'
import { Button } from 'react-aria-components'
import { waitingCount } from '#src/payment/summary.ts'
import { useText } from '../../i18n/use-text.ts'
import type { Snapshot, TerminalView } from '../../view.ts'
import { AboutPage } from './about.tsx'
import { ConfigurationPage } from './configuration.tsx'
import { DevicesPage } from './devices.tsx'
import { FaultsPage } from './faults.tsx'
import { KeysPage } from './keys.tsx'
import type { ServiceLink } from './link.ts'
import { LogsPage } from './logs.tsx'
import { NetworkPage } from './network.tsx'
import { OverviewPage } from './overview.tsx'
import type { PageProps } from './page-props.ts'
import { PAGES, type Page } from './pages.ts'
import { QueuePage } from './queue-page.tsx'
import { noSamples, sampled } from './samples.ts'
import { needsSomebody } from './service-words.ts'
import { TrustPage } from './trust.tsx'
import { useLoaded } from './use-loaded.ts'

const PAGE_BODIES: Readonly<Record<Page, ComponentType<PageProps>>> = {
  overview: OverviewPage,
  devices: DevicesPage,
  network: NetworkPage,
  trust: TrustPage,
  queue: QueuePage,
  keys: KeysPage,
  configuration: ConfigurationPage,
  faults: FaultsPage,
  logs: LogsPage,
  about: AboutPage,
}
const EVERY_MS = 2000

interface Props {
  readonly snapshot: Snapshot
  readonly terminal: TerminalView
  readonly link: ServiceLink
  readonly onLeave: () => void
}

/** Navigation on the left, one page beside it. What is measured goes on being measured on every page. */
export function Frame({ snapshot, terminal, link, onLeave }: Props) {
  const { t } = useText()
  // Out of service only some pages have anything to say; what is wrong is most often in the configuration.
  const [page, setPage] = useState<Page>(snapshot.phase === 'out-of-service' ? 'configuration' : 'overview')
  const overview = useLoaded(() => link.ask('service/overview', undefined), { everyMs: EVERY_MS })
  const [samples, setSamples] = useState(noSamples)
  const sample = useEffectEvent((tapMs: number | null) => {
    if (snapshot.phase === 'ready')
      setSamples((before) => sampled(before, waitingCount(snapshot.queue.summary), tapMs))
  })
  const { value } = overview
  useEffect(() => {
    if (value) sample(value.tapMs)
  }, [value])
  const Body = PAGE_BODIES[page]
  return (
    <div className="service">
      <nav className="service-nav" aria-label={t('service.title')}>
        <h1 className="service-nav__title">{t('service.title')}</h1>
        {PAGES.map((known) => (
          <Button
            key={known}
            className="service-nav__item"
            {...(known === page && { 'aria-current': 'page' as const })}
            onPress={() => setPage(known)}
          >
            {t(`service.page.${known}`)}
            {known === 'overview' && <Needed count={value?.services.filter(needsSomebody).length ?? 0} />}
          </Button>
        ))}
        <Button className="service-nav__item service-nav__leave" onPress={onLeave}>
          {t('service.leave')}
        </Button>
      </nav>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: some pages have nothing to press, and must scroll by keyboard. */}
      <main key={page} className="service-page" tabIndex={0} aria-label={t(`service.page.${page}`)}>
        <Body
          link={link}
          snapshot={snapshot}
          terminal={terminal}
          overview={overview}
          samples={samples}
          onPage={setPage}
        />
      </main>
    </div>
  )
}

function Needed({ count }: { readonly count: number }) {
  const { t } = useText()
  if (count === 0) return null
  return (
    <span className="service-nav__badge">
      {count}
      <span className="visually-hidden"> {t('service.needYou', { count })}</span>
    </span>
  )
}
