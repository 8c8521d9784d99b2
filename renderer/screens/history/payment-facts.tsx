import type { ReactNode } from 'react'
import { toChecksumAddress } from '#src/payment/address.ts'
import { isRefund } from '#src/payment/record.ts'
import { useText } from '../../i18n/use-text.ts'
import type { ListedPayment } from '../../view.ts'

/** Everything else about a payment, word by word. */
export function PaymentFacts({ payment }: { readonly payment: ListedPayment }) {
  const { t, moment, count } = useText()
  const { authorization, takenBy, rescuedFrom, proof, batch, domain } = payment
  const back = isRefund(payment)
  const customer = toChecksumAddress(back ? authorization.to : authorization.from)
  const transaction = proof?.txHash ?? batch
  return (
    <dl className="about" aria-label={t('payment.facts')}>
      <Fact name={t('payment.at')}>{moment(payment.acceptedAt)}</Fact>
      {takenBy && (
        <Fact name={t('payment.by')}>
          {t('payment.shift', { name: takenBy.person.name, shift: takenBy.shift })}
        </Fact>
      )}
      {rescuedFrom !== null && <Fact name={t('payment.from')}>{rescuedFrom}</Fact>}
      <Fact name={t(back ? 'payment.to' : 'payment.card')}>
        <code>{customer}</code>
      </Fact>
      {!proof && <Fact name={t('payment.deadline')}>{moment(authorization.validBefore * 1000)}</Fact>}
      {transaction && (
        <Fact name={t('payment.transaction')}>
          <code>{transaction}</code>
        </Fact>
      )}
      {proof && <Fact name={t('payment.block')}>{count(proof.blockNumber)}</Fact>}
      <Fact name={t('payment.network')}>{domain.chainId}</Fact>
    </dl>
  )
}

const Fact = ({ name, children }: { readonly name: string; readonly children: ReactNode }) => (
  <div className="about__one">
    <dt className="about__name">{name}</dt>
    <dd className="about__value">{children}</dd>
  </div>
)
