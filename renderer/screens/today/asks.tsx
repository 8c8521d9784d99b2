import { useState } from 'react'
import { Button } from 'react-aria-components'
import type { Hex } from '#src/payment/hex.ts'
import type { Failure } from '#src/result.ts'
import type { RefundAsk } from '#src/till/refund-ask.ts'
import { type Approval, useApproval } from '../../components/use-approval.tsx'
import { useRead } from '../../components/use-read.ts'
import { useText } from '../../i18n/use-text.ts'
import type { ReadySnapshot, TerminalView } from '../../view.ts'

interface Props {
  readonly snapshot: ReadySnapshot
  readonly terminal: TerminalView
  readonly onOpen: (id: Hex) => void
}

interface Decided {
  readonly ask: RefundAsk
  readonly outcome: 'approved' | 'denied' | Failure
}

/** Refunds above the caps: the owner's word, given where everybody sees that it is missing. */
export function Asks({ snapshot, terminal, onOpen }: Props) {
  const { t, money, error } = useText()
  const approval = useApproval(snapshot)
  const [decided, setDecided] = useState<Decided | null>(null)
  const { asks } = snapshot.till
  const { asset } = snapshot.info
  if (asks.length === 0 && decided === null) return null
  const outcome = decided?.outcome
  const failed = typeof outcome === 'object' ? error(outcome.code) : null
  return (
    <section className="asks" aria-label={t('ask.title')}>
      <h3 className="glance__subtitle">{t('ask.title')}</h3>
      <p className={failed ? 'asks__outcome asks__outcome--failed' : 'asks__outcome'} role="status">
        {decided &&
          typeof outcome === 'string' &&
          t(`ask.${outcome}`, { amount: money(decided.ask.units, asset) })}
        {failed && `${failed.what} ${failed.now}`}
      </p>
      <ul>
        {asks.map((ask) => (
          <Ask key={ask.number} {...{ ask, asset, terminal, approval, onOpen }} onDecided={setDecided} />
        ))}
      </ul>
      {approval.dialog}
    </section>
  )
}

interface AskProps extends Pick<Props, 'terminal' | 'onOpen'> {
  readonly ask: RefundAsk
  readonly asset: ReadySnapshot['info']['asset']
  readonly approval: Approval
  readonly onDecided: (decided: Decided) => void
}

function Ask({ ask, asset, terminal, approval, onOpen, onDecided }: AskProps) {
  const { t, money } = useText()
  const [busy, setBusy] = useState(false)
  const read = useRead(() => terminal.history.find(ask.returns), ask.returns, null)
  const receipt = read.kind === 'done' ? (read.value?.receipt ?? '') : ''
  const amount = money(ask.units, asset)

  async function decide(approve: boolean): Promise<void> {
    setBusy(true)
    const answer = await approval.run('approve-refund', (approvalPin) =>
      terminal.ask('refund/decide', { ask: ask.number, approve, approvalPin }),
    )
    if (answer.ok) await terminal.took(answer.value.entry)
    setBusy(false)
    onDecided({ ask, outcome: answer.ok ? (approve ? 'approved' : 'denied') : answer.error })
  }
  return (
    <li className="ask">
      <Button className="ask__what" onPress={() => onOpen(ask.returns)}>
        <strong className="ask__amount">{amount}</strong>
        <span>{t('ask.of', { receipt, name: ask.by.name })}</span>
        {ask.reason !== '' && <span>{t('ask.reason', { reason: ask.reason })}</span>}
      </Button>
      <Button
        className="button button--small"
        aria-label={t('ask.denyOf', { amount })}
        isDisabled={busy}
        onPress={() => void decide(false)}
      >
        {t('ask.deny')}
      </Button>
      <Button
        className="button button--small button--primary"
        aria-label={t('ask.approveOf', { amount })}
        isDisabled={busy}
        onPress={() => void decide(true)}
      >
        {t('ask.approve')}
      </Button>
    </li>
  )
}
