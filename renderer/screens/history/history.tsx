import { useState } from 'react'
import { Button } from 'react-aria-components'
import type { Hex } from '#src/payment/hex.ts'
import { paymentCount } from '#src/payment/summary.ts'
import { dayOf } from '../../components/days.ts'
import { useText } from '../../i18n/use-text.ts'
import type { ReadySnapshot, TerminalView } from '../../view.ts'
import { FilterBar, type Filters, noFilters } from './filters.tsx'
import { PaymentList } from './payment-list.tsx'
import { type HistoryList, useHistory } from './use-history.ts'

interface Props {
  readonly snapshot: ReadySnapshot
  readonly terminal: TerminalView
  readonly filters: Filters
  readonly onFilters: (filters: Filters) => void
  readonly onOpen: (id: Hex) => void
  readonly onBack: () => void
}

/** All payments, newest first, by what somebody remembers of one. */
export function History({ snapshot, terminal, filters, onFilters, onOpen, onBack }: Props) {
  const { t, day } = useText()
  const [openedAt] = useState(snapshot.now)
  const { text, shown, daysBack } = filters
  const span = daysBack === null ? null : dayOf(openedAt, daysBack)
  const { more, again, ...list } = useHistory(terminal.history, { text, shown, day: span }, snapshot.queue)
  const nothing = list.payments.length === 0
  const all = paymentCount(snapshot.queue.summary)
  return (
    <section className="history" aria-label={t('history.title')}>
      <header className="history__head">
        <Button className="button" onPress={onBack}>
          {t('result.back')}
        </Button>
        <FilterBar filters={filters} now={openedAt} onChange={onFilters} />
      </header>
      {nothing ? (
        <Nothing list={list} hasPayments={all > 0} onAll={() => onFilters(noFilters)} onAgain={again} />
      ) : (
        <PaymentList list={list} onMore={more} onOpen={onOpen} />
      )}
      <p className="visually-hidden" role="status">
        {list.state === 'reading' && list.next && t('history.looking', { day: day(list.next.acceptedAt) })}
      </p>
    </section>
  )
}

interface NothingProps {
  readonly list: HistoryList
  readonly hasPayments: boolean
  readonly onAll: () => void
  readonly onAgain: () => void
}

/** An empty list says why, and what to do. */
function Nothing({ list, hasPayments, onAll, onAgain }: NothingProps) {
  const { t, day } = useText()
  if (list.state === 'failed')
    return (
      <div className="history__nothing" role="alert">
        <p className="history__nothing-what">{t('history.unreadable')}</p>
        <p>{t('history.unreadableNow')}</p>
        <Button className="button button--primary" onPress={onAgain}>
          {t('history.tryAgain')}
        </Button>
      </div>
    )
  if (list.state === 'reading' || list.next !== null)
    return (
      <p className="history__nothing">
        {list.next ? t('history.looking', { day: day(list.next.acceptedAt) }) : t('history.loading')}
      </p>
    )
  return (
    <div className="history__nothing" role="status">
      <p className="history__nothing-what">{t(hasPayments ? 'history.notFound' : 'history.empty')}</p>
      <p>{t(hasPayments ? 'history.notFoundNow' : 'history.emptyNow')}</p>
      {hasPayments && (
        <Button className="button button--primary" onPress={onAll}>
          {t('history.showAll')}
        </Button>
      )}
    </div>
  )
}
