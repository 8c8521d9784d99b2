import { useState } from 'react'
import type { ErrorCode } from '#src/errors/codes.ts'
import { ModalDialog } from '../../components/modal-dialog.tsx'
import type { Approval } from '../../components/use-approval.tsx'
import { useRead } from '../../components/use-read.ts'
import { useText } from '../../i18n/use-text.ts'
import type { ListedPayment, TerminalView } from '../../view.ts'
import { Outcome } from './outcome.tsx'
import { ReturnForm } from './return-form.tsx'

type Step =
  | { readonly kind: 'asking' }
  | { readonly kind: 'working' }
  | { readonly kind: 'made' | 'asked'; readonly units: bigint }
  | { readonly kind: 'failed'; readonly code: ErrorCode }

interface Props {
  readonly payment: ListedPayment
  readonly left: bigint
  /** The operator has taken the terminal out of service: nothing is given back meanwhile. */
  readonly isClosed: boolean
  readonly terminal: TerminalView
  readonly approval: Approval
  readonly onClose: () => void
}

/** Gives back a settled payment, or a part of it, to the card that paid. */
export function ReturnDialog({ payment, left, isClosed, terminal, approval, onClose }: Props) {
  const { t, error, money } = useText()
  const [step, setStep] = useState<Step>({ kind: 'asking' })
  const wallet = useRead(() => terminal.ask('refund/wallet', undefined), 'wallet', null)
  const { id, receipt, asset } = payment

  async function make(units: bigint, reason: string): Promise<void> {
    setStep({ kind: 'working' })
    const made = await approval.run('refund', (approvalPin) =>
      terminal.ask('refund/make', { id, units, reason, approvalPin }),
    )
    if (!made.ok) return setStep({ kind: 'failed', code: made.error.code })
    await terminal.took(made.value.entry)
    setStep({ kind: made.value.kind, units })
  }

  function content() {
    if (isClosed && step.kind === 'asking')
      return (
        <Outcome kind="attention" {...error('TERMINAL_CLOSED')} code="TERMINAL_CLOSED" onClose={onClose} />
      )
    if (wallet.kind === 'reading') return <p className="dialog__text">{t('history.loading')}</p>
    if (wallet.kind === 'done' && wallet.value.ok && wallet.value.value === null)
      return (
        <Outcome
          kind="attention"
          {...error('REFUND_WALLET_ABSENT')}
          code="REFUND_WALLET_ABSENT"
          onClose={onClose}
        />
      )
    switch (step.kind) {
      case 'asking':
        return (
          <ReturnForm
            payment={payment}
            left={left}
            wallet={wallet.kind === 'done' && wallet.value.ok ? wallet.value.value : null}
            onMake={(units, reason) => void make(units, reason)}
            onCancel={onClose}
          />
        )
      case 'working':
        return (
          <p className="dialog__text" role="status">
            {t('return.working')}
          </p>
        )
      case 'made':
      case 'asked':
        return (
          <Outcome
            kind={step.kind === 'made' ? 'good' : 'offline'}
            what={t(`return.${step.kind}`, { amount: money(step.units, asset) })}
            now={t(`return.${step.kind}Now`)}
            onClose={onClose}
          />
        )
      case 'failed':
        return (
          <Outcome
            kind="bad"
            {...error(step.code)}
            code={step.code}
            onAgain={() => setStep({ kind: 'asking' })}
            onClose={onClose}
          />
        )
    }
  }
  return (
    <ModalDialog
      isKept={step.kind !== 'asking'}
      title={t('return.title', { receipt })}
      isOpen
      onOpenChange={(isOpen) => isOpen || onClose()}
    >
      {content}
    </ModalDialog>
  )
}
