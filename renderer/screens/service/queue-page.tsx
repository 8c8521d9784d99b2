import { Button, DialogTrigger } from 'react-aria-components'
import { useText } from '../../i18n/use-text.ts'
import { Actions } from '../queue/actions.tsx'
import { Conditions } from '../queue/conditions.tsx'
import { Payments } from '../queue/payments.tsx'
import { bytesText } from './bytes.ts'
import { Facts } from './facts.tsx'
import type { PageProps } from './page-props.ts'
import { Shown } from './shown.tsx'
import { TestDialog } from './test-dialog.tsx'
import { useLoaded } from './use-loaded.ts'

const EVERY_MS = 10_000

/** The payments that wait and what can be done about them; the journal they are in, and its disk. */
export function QueuePage({ link, snapshot, terminal }: PageProps) {
  const text = useText()
  const { t, count } = text
  const storage = useLoaded(() => link.ask('service/storage', undefined), { everyMs: EVERY_MS })
  return (
    <>
      <header className="service-head">
        <h2 className="service-head__title">{t('service.page.queue')}</h2>
        <DialogTrigger>
          <Button className="button button--small">{t('service.test.journal')}</Button>
          <TestDialog test="journal" link={link} />
        </DialogTrigger>
      </header>
      {snapshot.phase === 'ready' && <Actions snapshot={snapshot} terminal={terminal} />}
      <Shown loaded={storage}>
        {({ freeBytes, journalBytes, segments, databaseBytes }) => (
          <Facts
            title={t('service.storage')}
            facts={[
              [t('service.freeSpace'), bytesText(freeBytes, text)],
              [t('service.journalSize'), bytesText(journalBytes, text)],
              [t('service.segments'), count(segments)],
              [t('service.databaseSize'), bytesText(databaseBytes, text)],
            ]}
          />
        )}
      </Shown>
      {snapshot.phase === 'ready' ? (
        <div className="service-queue">
          <Conditions snapshot={snapshot} terminal={terminal} />
          <Payments snapshot={snapshot} terminal={terminal} isInspected />
        </div>
      ) : (
        <p className="service__quiet">{t('service.queueClosed')}</p>
      )}
    </>
  )
}
