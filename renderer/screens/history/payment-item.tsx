import { shortAddress } from '#src/payment/address.ts'
import { isRefund } from '#src/payment/record.ts'
import { Mark } from '../../components/mark.tsx'
import { PAYMENT_MARKS } from '../../components/payment-marks.ts'
import { useText } from '../../i18n/use-text.ts'
import type { ListedPayment } from '../../view.ts'
import { amountText } from './words.ts'

/** One line of a list of payments: when, which, how it stands, how much. */
export function PaymentItem({ payment }: { readonly payment: ListedPayment }) {
  const text = useText()
  const { receipt, state, acceptedAt, authorization, order, asset } = payment
  const back = isRefund(payment)
  return (
    <span className="item">
      <Mark kind={PAYMENT_MARKS[state]} />
      <span className="item__text">
        <span className="item__first">
          <span className="item__receipt">{receipt}</span>
          <span className="item__time">{text.moment(acceptedAt)}</span>
        </span>
        <span className="item__state">
          {back && <strong>{text.t('shown.returned')} · </strong>}
          {text.t(`state.${state}`)}
        </span>
      </span>
      <span className="item__card">{shortAddress(back ? authorization.to : authorization.from)}</span>
      <span className="item__sums">
        <strong className="item__sum">
          {back && '−'}
          {amountText(payment, text)}
        </strong>
        {order && <span className="item__token">{text.money(authorization.value, asset)}</span>}
      </span>
    </span>
  )
}
