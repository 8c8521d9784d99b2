import { Button } from 'react-aria-components'
import { isDue, isWaiting } from '#src/payment/states.ts'
import { waitingCount } from '#src/payment/summary.ts'
import { useText } from '../../i18n/use-text.ts'
import type { ReadySnapshot, TerminalView } from '../../view.ts'
import { PaymentRow } from './payment-row.tsx'

interface Props {
  readonly snapshot: ReadySnapshot
  readonly terminal: TerminalView
}

/** The payments that wait, with what to do about them, and the last ones that do not. */
export function Payments({ snapshot, terminal }: Props) {
  const { t, moment, money } = useText()
  const { queue, info, network, settling } = snapshot
  const waiting = queue.recent.filter(({ state }) => isWaiting(state))
  const last = queue.recent.filter(({ state }) => !isWaiting(state))
  const hidden = waitingCount(queue.summary) - waiting.length
  const sendable = network.kind === 'online' && !settling && waiting.some(({ state }) => isDue(state))
  const rowsOf = (payments: typeof waiting) => (
    <ul className="payments">
      {payments.map((payment) => (
        <PaymentRow key={payment.id} payment={payment} onCopy={() => terminal.reprint(payment.id)} />
      ))}
    </ul>
  )
  return (
    <>
      <section>
        <header className="payments__head">
          <h3 className="payments__title">{t('queue.waiting')}</h3>
          <span className="payments__sum">{money(queue.summary.waitingUnits, info.asset)}</span>
          <Button className="button button--primary" isDisabled={!sendable} onPress={terminal.sendNow}>
            {t('queue.sendNow')}
          </Button>
        </header>
        {queue.earliestDeadline !== null && (
          <p className="payments__note">
            {t('queue.deadline', { when: moment(queue.earliestDeadline * 1000) })}
          </p>
        )}
        {waiting.length === 0 ? <p className="payments__note">{t('queue.noneWaiting')}</p> : rowsOf(waiting)}
        {hidden > 0 && <p className="payments__note">{t('queue.more', { count: hidden })}</p>}
      </section>
      <section>
        <header className="payments__head">
          <h3 className="payments__title">{t('queue.last')}</h3>
        </header>
        {last.length === 0 ? <p className="payments__note">{t('queue.nonePaid')}</p> : rowsOf(last)}
      </section>
    </>
  )
}
