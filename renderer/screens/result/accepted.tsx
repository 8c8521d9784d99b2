import { Button } from 'react-aria-components'
import { priceOf } from '#src/order/price.ts'
import { shortAddress } from '#src/payment/address.ts'
import type { Result } from '#src/result.ts'
import type { SaleFlow } from '#src/sale/flow.ts'
import { Due } from '../../components/due.tsx'
import { ResultShape } from '../../components/result-shape.tsx'
import { useApproval } from '../../components/use-approval.tsx'
import { useText } from '../../i18n/use-text.ts'
import type { ReadySnapshot } from '../../view.ts'
import { Paper } from './paper.tsx'
import { useAutoReturn } from './use-auto-return.ts'

interface Props {
  readonly flow: SaleFlow & { step: 'accepted' }
  readonly snapshot: Pick<ReadySnapshot, 'staff' | 'now'>
  readonly onNewSale: () => void
  /** Asks somebody who may have a copy, where that is needed. */
  readonly onReprint: (approvalPin?: string) => Promise<Result<unknown>>
}

/** Paid: now when there is a network, later when there is none. Either way the goods may go. */
export function Accepted({ flow, snapshot, onNewSale, onReprint }: Props) {
  const { t } = useText()
  const { payment, online, paper } = flow
  const outcome = online ? t('result.paid') : `${t('result.paid')}, ${t('result.settlesLater')}`
  const approval = useApproval(snapshot)
  useAutoReturn(!approval.dialog && (paper.kind === 'printed' || paper.kind === 'sent'), onNewSale)

  return (
    <main className={`result result--${online ? 'paid' : 'offline'}`}>
      <div className="said" role="status" aria-label={outcome}>
        <header className="result__head">
          <ResultShape kind={online ? 'paid' : 'offline'} />
          <div>
            <h1 aria-label={outcome} className="result__word">
              {t('result.paid')}
              {!online && (
                <span className="result__sub">
                  <span className="visually-hidden">, </span>
                  {t('result.settlesLater')}
                </span>
              )}
            </h1>
            {online && <p className="result__sub">{t('result.thanks')}</p>}
          </div>
        </header>
        <div className="result__body">
          <Due units={payment.authorization.value} asset={payment.asset} price={priceOf(payment.order)} />
          <Paper
            paper={paper}
            receipt={payment.receipt}
            card={t('paper.card', { address: shortAddress(payment.authorization.from) })}
          />
        </div>
        <footer className="result__foot">
          <Button className="button button--result" autoFocus onPress={onNewSale}>
            {t('result.newSale')}
          </Button>
          <Button
            className="button button--result-quiet"
            isDisabled={paper.kind === 'printing'}
            onPress={() => void approval.run('print-copy', onReprint)}
          >
            {t('result.reprint')}
          </Button>
        </footer>
      </div>
      {approval.dialog}
    </main>
  )
}
