import { GridList, GridListItem, GridListLoadMoreItem, ListLayout, Virtualizer } from 'react-aria-components'
import type { Hex } from '#src/payment/hex.ts'
import { useText } from '../../i18n/use-text.ts'
import type { ListedPayment } from '../../view.ts'
import { PaymentItem } from './payment-item.tsx'
import type { HistoryList } from './use-history.ts'

interface Props {
  readonly list: HistoryList
  readonly onMore: () => void
  readonly onOpen: (id: Hex) => void
}

/** A target for a finger, with two lines of text. */
const ROW = 80

/** Only the rows in sight are in the page, however many were loaded. */
export function PaymentList({ list, onMore, onOpen }: Props) {
  const { t, day } = useText()
  const { payments, next, state } = list
  const looking = next === null ? t('history.loading') : t('history.looking', { day: day(next.acceptedAt) })
  return (
    <Virtualizer layout={ListLayout} layoutOptions={{ rowHeight: ROW, loaderHeight: ROW }}>
      <GridList
        className="history__list"
        aria-label={t('history.title')}
        selectionMode="none"
        onAction={(key) => onOpen(idOf(payments, key))}
      >
        {payments.map((payment) => (
          <GridListItem key={payment.id} id={payment.id} className="history__row" textValue={payment.receipt}>
            <PaymentItem payment={payment} />
          </GridListItem>
        ))}
        {next !== null && (
          <GridListLoadMoreItem className="history__more" onLoadMore={onMore} isLoading={state === 'reading'}>
            {looking}
          </GridListLoadMoreItem>
        )}
      </GridList>
    </Virtualizer>
  )
}

const idOf = (payments: readonly ListedPayment[], key: unknown): Hex =>
  payments.find(({ id }) => id === key)?.id ?? '0x'
