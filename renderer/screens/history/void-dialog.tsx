import { useState } from 'react'
import { Button } from 'react-aria-components'
import type { ErrorCode } from '#src/errors/codes.ts'
import type { JournalEntry } from '#src/journal/entry.ts'
import { shortAddress } from '#src/payment/address.ts'
import type { Result } from '#src/result.ts'
import { ModalDialog } from '../../components/modal-dialog.tsx'
import type { Approval } from '../../components/use-approval.tsx'
import { useText } from '../../i18n/use-text.ts'
import type { ListedPayment, TerminalView } from '../../view.ts'
import { Outcome } from './outcome.tsx'
import { voidByCard } from './void-by-card.ts'
import { amountText } from './words.ts'

type Step =
  | { readonly kind: 'asking' }
  | { readonly kind: 'working' }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'done'; readonly byCard: boolean }
  | { readonly kind: 'failed'; readonly code: ErrorCode }

interface Props {
  readonly payment: ListedPayment
  readonly terminal: TerminalView
  readonly approval: Approval
  readonly onClose: () => void
}

/** Takes a sale back before it was sent: with the customer's card where they are still there. */
export function VoidDialog({ payment, terminal, approval, onClose }: Props) {
  const text = useText()
  const { t, error } = text
  const [step, setStep] = useState<Step>({ kind: 'asking' })
  const { id, receipt, authorization } = payment

  async function end(voided: Result<{ readonly entry: JournalEntry }>, byCard: boolean): Promise<void> {
    if (voided.ok) {
      await terminal.took(voided.value.entry)
      return setStep({ kind: 'done', byCard })
    }
    const { code } = voided.error
    setStep(code === 'SALE_CANCELLED' ? { kind: 'asking' } : { kind: 'failed', code })
  }
  async function voidNow(): Promise<void> {
    setStep({ kind: 'working' })
    const attempt = (approvalPin?: string) => terminal.ask('payment/void', { id, approvalPin })
    await end(await approval.run('void', attempt), false)
  }
  async function voidWithCard(): Promise<void> {
    setStep({ kind: 'waiting' })
    await end(await voidByCard(id, terminal, approval), true)
  }
  const stop = () => void terminal.ask('payment/stop-waiting', undefined)

  return (
    <ModalDialog
      isKept={step.kind !== 'asking'}
      title={t('void.title', { receipt })}
      isOpen
      onOpenChange={(isOpen) => isOpen || onClose()}
    >
      {() => {
        switch (step.kind) {
          case 'asking':
            return (
              <>
                <p className="dialog__text">{t('void.text', { amount: amountText(payment, text) })}</p>
                <p className="dialog__text">{t('void.byCard')}</p>
                <div className="dialog__actions dialog__actions--below">
                  <Button className="button" onPress={onClose}>
                    {t('void.keep')}
                  </Button>
                  <Button className="button" onPress={() => void voidNow()}>
                    {t('void.withoutCard')}
                  </Button>
                  <Button className="button button--primary" autoFocus onPress={() => void voidWithCard()}>
                    {t('void.withCard')}
                  </Button>
                </div>
              </>
            )
          case 'working':
            return (
              <p className="dialog__text" role="status">
                {t('void.working')}
              </p>
            )
          case 'waiting':
            return (
              <>
                <p className="dialog__text" role="status">
                  <strong>{t('void.waiting')}</strong>{' '}
                  {t('void.waitingCard', { address: shortAddress(authorization.from) })}
                </p>
                <div className="dialog__actions dialog__actions--below">
                  <Button className="button" autoFocus onPress={stop}>
                    {t('void.stop')}
                  </Button>
                </div>
              </>
            )
          case 'done':
            return (
              <Outcome
                kind="good"
                what={t('void.done')}
                now={t(step.byCard ? 'void.doneByCard' : 'void.doneNow')}
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
      }}
    </ModalDialog>
  )
}
