import type { ReactNode } from 'react'
import { toChecksumAddress } from '#src/payment/address.ts'
import { isRefund } from '#src/payment/record.ts'
import type { Trail } from '#src/queue/trail.ts'
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
      <Steps trail={payment.trail ?? {}} />
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

/** Each step that it has gone, and who turned it back. */
function Steps({ trail }: { readonly trail: Trail }) {
  const { t, moment } = useText()
  const { sent, confirmed, settled, voided, cancelled, refunded } = trail
  const deed = ({ at, by, approvedBy }: NonNullable<Trail['refunded']>) =>
    [
      t('payment.deed', { when: moment(at), name: by.name }),
      ...(approvedBy ? [t('payment.approvedBy', { name: approvedBy.name })] : []),
    ].join(' · ')
  return (
    <>
      {sent !== undefined && <Fact name={t('payment.sentAt')}>{moment(sent)}</Fact>}
      {confirmed !== undefined && <Fact name={t('payment.confirmedAt')}>{moment(confirmed)}</Fact>}
      {settled !== undefined && <Fact name={t('payment.settledAt')}>{moment(settled)}</Fact>}
      {voided && (
        <Fact name={t('payment.voidedBy')}>
          {deed(voided)} · {t(voided.withCard ? 'payment.withCard' : 'payment.withoutCard')}
        </Fact>
      )}
      {cancelled !== undefined && <Fact name={t('payment.cancelledAt')}>{moment(cancelled)}</Fact>}
      {refunded && <Fact name={t('payment.refundedBy')}>{deed(refunded)}</Fact>}
    </>
  )
}

const Fact = ({ name, children }: { readonly name: string; readonly children: ReactNode }) => (
  <div className="about__one">
    <dt className="about__name">{name}</dt>
    <dd className="about__value">{children}</dd>
  </div>
)
