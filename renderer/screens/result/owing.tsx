import { useId, useState } from 'react'
import { Button } from 'react-aria-components'
import { priceOf } from '#src/order/price.ts'
import type { Failure, Result } from '#src/result.ts'
import type { OverrideReason } from '#src/risk/override.ts'
import type { Debt } from '#src/sale/debt.ts'
import type { SaleFlow } from '#src/sale/flow.ts'
import { debtWords, togetherText } from '../../components/debt-text.ts'
import { Due } from '../../components/due.tsx'
import { Mark } from '../../components/mark.tsx'
import { useKey } from '../../components/use-key.ts'
import { useText } from '../../i18n/use-text.ts'
import type { ReadySnapshot } from '../../view.ts'
import { debtAdvice } from './debt-advice.ts'
import { useOverride } from './use-override.tsx'

interface Props {
  readonly flow: SaleFlow & { step: 'declined' }
  readonly debt: Debt
  readonly snapshot: Pick<ReadySnapshot, 'staff' | 'now' | 'info' | 'network' | 'paused'>
  readonly onPay: () => Promise<Result<undefined>>
  readonly onAnotherCard: () => void
  readonly onOverride: (reason: OverrideReason, approvalPin?: string) => Promise<Result<undefined>>
  readonly onBack: () => void
}

/** A card that owes: what, since when, and whether it is paid now. Nothing was taken for this sale. */
export function Owing({ flow, debt, snapshot, onPay, onAnotherCard, onOverride, onBack }: Props) {
  const text = useText()
  const { t, error } = text
  const heading = useId()
  const { asset } = snapshot.info
  const [payingSince, setPayingSince] = useState<number | null>(null)
  const [trouble, setTrouble] = useState<Failure | null>(null)
  const override = useOverride(snapshot, flow.error.code, onOverride)
  const isPaying = payingSince !== null
  const canPay = snapshot.network.kind === 'online' && !snapshot.paused
  const left = trouble?.debt ?? debt
  const price = priceOf(flow.order)
  useKey('Escape', onBack)

  async function pay(): Promise<void> {
    setPayingSince(snapshot.now)
    setTrouble(null)
    const paid = await onPay()
    setPayingSince(null)
    if (!paid.ok) setTrouble(paid.error)
  }

  return (
    <main className="result result--owing">
      <div className="said" role="alert" aria-labelledby={heading}>
        <header className="result__head">
          <Mark kind="attention" />
          <div>
            <h1 id={heading} className="result__word">
              {t('debt.question', debtWords(left, asset, text))}
            </h1>
            {left.payments > 1 && (
              <p className="result__sub">{t('debt.payments', { count: left.payments })}</p>
            )}
          </div>
        </header>
        <div className="result__body">
          <Due units={flow.units} asset={asset} price={price} />
          <p className="result__line">
            {t('debt.together', { amount: togetherText(left, { units: flow.units, price }, asset, text) })}
          </p>
          <p className="result__reason" role="status">
            {debtAdvice({ snapshot, payingSince, trouble }, text)}
          </p>
          {override.trouble && <p className="result__line">{error(override.trouble).what}</p>}
        </div>
        <footer className="result__foot">
          {canPay && (
            <Button className="button button--result" isDisabled={isPaying} onPress={() => void pay()}>
              {t('debt.pay')}
            </Button>
          )}
          <Button
            className={`button button--result${canPay ? '-quiet' : ''}`}
            isDisabled={isPaying}
            onPress={onAnotherCard}
          >
            {t('result.anotherCard')}
          </Button>
          {override.isPossible && !isPaying && (
            <Button className="button button--result-quiet" onPress={override.open}>
              {t('override.open')}
            </Button>
          )}
          <Button className="button button--result-quiet" onPress={onBack}>
            {t('result.back')}
          </Button>
          <code className="result__code">{trouble?.code ?? flow.error.code}</code>
        </footer>
      </div>
      {override.dialog}
    </main>
  )
}
