import { Button } from 'react-aria-components'
import { formatProof, proofOf } from '#src/receipt/proof.ts'
import { ModalDialog } from '../../components/modal-dialog.tsx'
import { Qr } from '../../components/qr.tsx'
import { useText } from '../../i18n/use-text.ts'
import type { ListedPayment } from '../../view.ts'

interface Props {
  readonly payment: ListedPayment
  readonly onClose: () => void
}

/** The code of the paper receipt, for whoever wants no paper. */
export function QrDialog({ payment, onClose }: Props) {
  const { t } = useText()
  const { receipt } = payment
  return (
    <ModalDialog title={t('qr.title', { receipt })} isOpen onOpenChange={(isOpen) => isOpen || onClose()}>
      {(close) => (
        <div className="qr-receipt">
          <Qr text={formatProof(proofOf(payment))} label={t('qr.label', { receipt })} />
          <div className="qr-receipt__side">
            <p>{t('qr.text')}</p>
            <Button className="button button--primary" autoFocus onPress={close}>
              {t('queue.close')}
            </Button>
          </div>
        </div>
      )}
    </ModalDialog>
  )
}
