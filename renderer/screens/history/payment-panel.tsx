import { Button, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import type { Hex } from '#src/payment/hex.ts'
import { isRefund } from '#src/payment/record.ts'
import { Mark } from '../../components/mark.tsx'
import { PAYMENT_MARKS } from '../../components/payment-marks.ts'
import { useRead } from '../../components/use-read.ts'
import { useText } from '../../i18n/use-text.ts'
import type { ListedPayment, ReadySnapshot, TerminalView } from '../../view.ts'
import { OrderLines } from './order-lines.tsx'
import { PaymentActions } from './payment-actions.tsx'
import { PaymentFacts } from './payment-facts.tsx'
import { possibleWith } from './possible.ts'
import { amountText, meaningOf } from './words.ts'

interface Props {
  /** Null: closed. */
  readonly id: Hex | null
  readonly snapshot: ReadySnapshot
  readonly terminal: TerminalView
  readonly onOpen: (id: Hex) => void
  readonly onClose: () => void
  /** Whoever looks may neither void nor give back. */
  readonly isInspected?: boolean
}

/** One payment over whatever screen it was chosen on. */
export const PaymentPanel = ({ id, onClose, ...parts }: Props) => (
  <ModalOverlay
    className="overlay"
    isDismissable
    isOpen={id !== null}
    onOpenChange={(isOpen) => isOpen || onClose()}
  >
    <Modal className="panel">
      <Dialog className="panel__content">{id !== null && <Detail key={id} id={id} {...parts} />}</Dialog>
    </Modal>
  </ModalOverlay>
)

interface DetailProps extends Omit<Props, 'id' | 'onClose'> {
  readonly id: Hex
}

/** Follows the payment while it is looked at. */
function Detail({ id, snapshot, terminal, onOpen, isInspected = false }: DetailProps) {
  const text = useText()
  const { t } = text
  const { history } = terminal
  const read = useRead(
    async () => ({ payment: await history.find(id), refunds: await history.refundsOf(id) }),
    id,
    snapshot.queue,
  )
  const payment = read.kind === 'done' ? read.value.payment : undefined
  const refunds = read.kind === 'done' ? read.value.refunds : []
  const title = payment && isRefund(payment) ? 'payment.refundTitle' : 'payment.title'
  return (
    <>
      <header className="panel__head">
        <Heading slot="title" className="panel__title">
          {payment ? t(title, { receipt: payment.receipt }) : t('history.title')}
        </Heading>
        <Button className="button" slot="close">
          {t('queue.close')}
        </Button>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it. */}
      <div className="panel__body" tabIndex={0}>
        {payment ? (
          <Body payment={payment} refunds={refunds} onOpen={onOpen} />
        ) : (
          <p role="status">{t(read.kind === 'reading' ? 'history.loading' : 'payment.gone')}</p>
        )}
      </div>
      {payment && (
        <PaymentActions
          payment={payment}
          possible={{
            ...possibleWith(payment, snapshot.till),
            ...(isInspected ? { void: false, return: false } : {}),
          }}
          snapshot={snapshot}
          terminal={terminal}
        />
      )}
    </>
  )
}

interface BodyProps extends Pick<Props, 'onOpen'> {
  readonly payment: ListedPayment
  readonly refunds: readonly ListedPayment[]
}

function Body({ payment, refunds, onOpen }: BodyProps) {
  const text = useText()
  const { t, money } = text
  const { state, order, asset, authorization, returns, givenBack = 0n } = payment
  return (
    <>
      <section className="detail__state" aria-live="polite">
        <p className="detail__amount">{amountText(payment, text)}</p>
        {order && <p className="detail__note">{money(authorization.value, asset)}</p>}
        <p className="detail__standing">
          <Mark kind={PAYMENT_MARKS[state]} />
          <strong>{t(`state.${state}`)}</strong>
        </p>
        {meaningOf(payment, text).map((words) => (
          <p key={words}>{words}</p>
        ))}
        {givenBack > 0n && (
          <p className="detail__back">
            {t('payment.refunds')}: <strong>{money(givenBack, asset)}</strong>
          </p>
        )}
      </section>
      {returns !== undefined && (
        <section>
          <h3 className="detail__title">{t('payment.original')}</h3>
          <Button className="button" onPress={() => onOpen(returns)}>
            {t('payment.openOriginal')}
          </Button>
        </section>
      )}
      {order && <OrderLines order={order} token={asset} />}
      {refunds.length > 0 && (
        <section>
          <h3 className="detail__title">{t('payment.refundsOf')}</h3>
          {refunds.map((refund) => (
            <Button key={refund.id} className="button detail__refund" onPress={() => onOpen(refund.id)}>
              <span>{refund.receipt}</span>
              <span>{t(`state.${refund.state}`)}</span>
              <strong>{money(refund.authorization.value, refund.asset)}</strong>
            </Button>
          ))}
        </section>
      )}
      <PaymentFacts payment={payment} />
    </>
  )
}
