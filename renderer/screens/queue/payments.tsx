import { useState } from 'react'
import type { Hex } from '#src/payment/hex.ts'
import { isWaiting } from '#src/payment/states.ts'
import { waitingCount } from '#src/payment/summary.ts'
import { useApproval } from '../../components/use-approval.tsx'
import { useText } from '../../i18n/use-text.ts'
import type { ListedPayment, ReadySnapshot, TerminalView } from '../../view.ts'
import { PaymentPanel } from '../history/payment-panel.tsx'
import { PaymentRow } from './payment-row.tsx'

interface Props {
  readonly snapshot: ReadySnapshot
  readonly terminal: TerminalView
  /** A technician looks into payments, and undoes none. */
  readonly isInspected?: boolean
}

/** The payments that wait, those that nothing will move, and the last of the others. */
export function Payments({ snapshot, terminal, isInspected = false }: Props) {
  const { t, moment, money } = useText()
  const { queue, info } = snapshot
  const [opened, setOpened] = useState<Hex | null>(null)
  const { summary, recent, earliestDeadline, expiring } = queue
  const waiting = recent.filter(({ state }) => isWaiting(state))
  const parked = recent.filter(({ state }) => state === 'parked')
  const last = recent.filter(({ state }) => !isWaiting(state) && state !== 'parked')
  const listOf = (payments: readonly ListedPayment[], total: number) => (
    <>
      <Rows payments={payments} snapshot={snapshot} terminal={terminal} onOpen={setOpened} />
      {total > payments.length && (
        <p className="payments__note">{t('queue.more', { count: total - payments.length })}</p>
      )}
    </>
  )
  return (
    <>
      <section>
        <header className="payments__head">
          <h3 className="payments__title">{t('queue.waiting')}</h3>
          <span className="payments__sum">{money(summary.waitingUnits, info.asset)}</span>
        </header>
        {earliestDeadline !== null && expiring === 0 && (
          <p className="payments__note">{t('queue.deadline', { when: moment(earliestDeadline * 1000) })}</p>
        )}
        {waiting.length === 0 && <p className="payments__note">{t('queue.noneWaiting')}</p>}
        {listOf(waiting, waitingCount(summary))}
      </section>
      {parked.length > 0 && (
        <section>
          <header className="payments__head">
            <h3 className="payments__title">{t('queue.parked')}</h3>
          </header>
          {listOf(parked, summary.counts.parked)}
        </section>
      )}
      <section>
        <header className="payments__head">
          <h3 className="payments__title">{t('queue.last')}</h3>
        </header>
        {last.length === 0 && <p className="payments__note">{t('queue.nonePaid')}</p>}
        <Rows payments={last} snapshot={snapshot} terminal={terminal} onOpen={setOpened} />
      </section>
      <PaymentPanel
        id={opened}
        snapshot={snapshot}
        terminal={terminal}
        onOpen={setOpened}
        onClose={() => setOpened(null)}
        isInspected={isInspected}
      />
    </>
  )
}

interface RowsProps extends Omit<Props, 'isInspected'> {
  readonly payments: readonly ListedPayment[]
  readonly onOpen: (id: Hex) => void
}

function Rows({ payments, snapshot, terminal, onOpen }: RowsProps) {
  const approval = useApproval(snapshot)
  if (payments.length === 0) return null
  const alarmBefore = (snapshot.now + snapshot.info.alarmMs) / 1000
  return (
    <>
      <ul className="payments">
        {payments.map((payment) => (
          <PaymentRow
            key={payment.id}
            payment={payment}
            alarmBefore={alarmBefore}
            onOpen={() => onOpen(payment.id)}
            onCopy={() => void approval.run('print-copy', (pin) => terminal.reprint(payment.id, pin))}
            onRetry={() => terminal.reopen(payment.id)}
          />
        ))}
      </ul>
      {approval.dialog}
    </>
  )
}
