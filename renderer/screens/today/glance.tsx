import { Button } from 'react-aria-components'
import type { Hex } from '#src/payment/hex.ts'
import { dayOf } from '../../components/days.ts'
import { useCalm } from '../../components/use-calm.ts'
import { useRead } from '../../components/use-read.ts'
import { useText } from '../../i18n/use-text.ts'
import type { Shown } from '../../queue/history.ts'
import type { ReadySnapshot, TerminalView } from '../../view.ts'
import { Asks } from './asks.tsx'
import { Figures } from './figures.tsx'
import { LastPayments } from './last-payments.tsx'
import { Needs } from './needs.tsx'

interface Props {
  readonly snapshot: ReadySnapshot
  readonly terminal: TerminalView
  /** `daysBack`: null for all days. */
  readonly onShow: (shown: Shown, daysBack: number | null) => void
  readonly onOpen: (id: Hex) => void
}

/** A day's figures cost a look at all of its payments. */
const COUNT_MS = 1000

/** Today on one screen: how much, how it stands, and what needs somebody. */
export function Glance({ snapshot, terminal, onShow, onOpen }: Props) {
  const { t, day } = useText()
  const { history } = terminal
  const today = dayOf(snapshot.now)
  const calm = useCalm(snapshot.queue, COUNT_MS)
  const read = useRead(
    async () => ({
      figures: await history.day(today),
      last: await history.page({ text: '', shown: 'all', day: today }, null),
    }),
    today.from.toString(),
    calm,
  )
  return (
    <section className="glance" aria-label={t('today.title', { day: day(snapshot.now) })}>
      <header className="glance__head">
        <h2 className="glance__title">{t('today.title', { day: day(snapshot.now) })}</h2>
        <Button className="button" onPress={() => onShow('all', null)}>
          {t('today.all')}
        </Button>
      </header>
      <div className="glance__body">
        <div className="glance__side">
          {read.kind === 'done' && (
            <Figures figures={read.value.figures} snapshot={snapshot} onShow={(shown) => onShow(shown, 0)} />
          )}
          {read.kind === 'failed' && (
            <p role="alert">
              <strong>{t('history.unreadable')}</strong> {t('history.unreadableNow')}
            </p>
          )}
        </div>
        <div className="glance__side">
          <Asks snapshot={snapshot} terminal={terminal} onOpen={onOpen} />
          <Needs snapshot={snapshot} onShow={(shown) => onShow(shown, null)} />
          {read.kind === 'done' && <LastPayments payments={read.value.last.payments} onOpen={onOpen} />}
        </div>
      </div>
    </section>
  )
}
