import { useState } from 'react'
import { Button } from 'react-aria-components'
import type { Failure } from '#src/result.ts'
import { type Approval, useApproval } from '../../components/use-approval.tsx'
import { useText } from '../../i18n/use-text.ts'
import type { ListedPayment, ReadySnapshot, TerminalView } from '../../view.ts'
import type { Possible } from './possible.ts'
import { QrDialog } from './qr-dialog.tsx'
import { ReturnDialog } from './return-dialog.tsx'
import { VoidDialog } from './void-dialog.tsx'

interface Props {
  readonly payment: ListedPayment
  readonly possible: Possible
  readonly snapshot: ReadySnapshot
  readonly terminal: TerminalView
}

type Printed = 'printing' | 'printed' | 'sent' | Failure

/** What can be done with a payment, and how printing its copy went. */
export function PaymentActions({ payment, possible, snapshot, terminal }: Props) {
  const { t, error } = useText()
  const [open, setOpen] = useState<'qr' | 'void' | 'return' | null>(null)
  const [printed, setPrinted] = useState<Printed | null>(null)
  const approval = useApproval(snapshot)
  const close = () => setOpen(null)

  async function print(): Promise<void> {
    setPrinted('printing')
    const result = await approval.run('print-copy', (approvalPin) =>
      terminal.reprint(payment.id, approvalPin),
    )
    if (result.ok) return setPrinted(result.value)
    // Whoever may not have one has closed the question themselves.
    setPrinted(snapshot.staff.required && result.error.code === 'STAFF_FORBIDDEN' ? null : result.error)
  }
  const failed = printed !== null && typeof printed === 'object' ? error(printed.code) : null
  return (
    <footer className="panel__foot detail__foot">
      <p className={failed ? 'detail__printed detail__printed--failed' : 'detail__printed'} role="status">
        {printed === 'printed' && t('payment.printed')}
        {printed === 'sent' && t('payment.sentToPrinter')}
        {printed === 'printing' && t('paper.printing', { receipt: payment.receipt })}
        {failed && `${failed.what} ${failed.now}`}
      </p>
      <div className="detail__buttons">
        {possible.retry && (
          <Button className="button button--primary" onPress={() => terminal.reopen(payment.id)}>
            {t('queue.retry')}
          </Button>
        )}
        {possible.return && (
          <Button className="button" onPress={() => setOpen('return')}>
            {t('payment.return')}
          </Button>
        )}
        {possible.void && (
          <Button className="button" onPress={() => setOpen('void')}>
            {t('payment.void')}
          </Button>
        )}
        <Button className="button" onPress={() => setOpen('qr')}>
          {t('payment.qr')}
        </Button>
        <Button className="button" isDisabled={printed === 'printing'} onPress={() => void print()}>
          {t('queue.copy')}
        </Button>
      </div>
      {open === 'qr' && <QrDialog payment={payment} onClose={close} />}
      {open !== null && open !== 'qr' && (
        <Undoing
          open={open}
          isClosed={snapshot.closed !== null}
          {...{ payment, possible, terminal, approval }}
          onClose={close}
        />
      )}
      {approval.dialog}
    </footer>
  )
}

interface UndoingProps extends Pick<Props, 'payment' | 'possible' | 'terminal'> {
  readonly open: 'void' | 'return'
  readonly isClosed: boolean
  readonly approval: Approval
  readonly onClose: () => void
}

/** What was possible when it was opened stays so until it is closed: its outcome must be read. */
function Undoing({ open, isClosed, payment, possible, terminal, approval, onClose }: UndoingProps) {
  const [left] = useState(possible.left)
  if (open === 'void') return <VoidDialog {...{ payment, terminal, approval, onClose }} />
  return <ReturnDialog {...{ payment, left, isClosed, terminal, approval, onClose }} />
}
