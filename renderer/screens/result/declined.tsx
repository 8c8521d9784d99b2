import { useId } from 'react'
import { Button } from 'react-aria-components'
import type { ErrorCode } from '#src/errors/codes.ts'
import { priceOf } from '#src/order/price.ts'
import type { Result } from '#src/result.ts'
import type { OverrideReason } from '#src/risk/override.ts'
import type { SaleFlow } from '#src/sale/flow.ts'
import { Due } from '../../components/due.tsx'
import { ResultShape } from '../../components/result-shape.tsx'
import { useKey } from '../../components/use-key.ts'
import { whyText } from '../../components/why.ts'
import { useText } from '../../i18n/use-text.ts'
import type { ReadySnapshot } from '../../view.ts'
import { useOverride } from './use-override.tsx'

interface Props {
  readonly flow: SaleFlow & { step: 'declined' }
  readonly snapshot: Pick<ReadySnapshot, 'staff' | 'now' | 'info'>
  readonly onAnotherCard: () => void
  readonly onOverride: (reason: OverrideReason, approvalPin?: string) => Promise<Result<undefined>>
  readonly onBack: () => void
}

/** After these nobody can promise that nothing was stored, or that the customer has not paid. */
const UNCERTAIN: ReadonlySet<ErrorCode> = new Set(['INTERNAL', 'QUEUE_WRITE_FAILED', 'TRANSFER_NOT_STORED'])

/** After these no other card helps: the cashier looks at the sale once more. */
const NOT_THE_CARD: ReadonlySet<ErrorCode> = new Set([
  'DISK_LOW',
  'JOURNAL_WRITE_FAILED',
  'ORDER_INVALID',
  'RATE_CHANGED',
  'RATE_EXPIRED',
  'RATE_UNKNOWN',
])

/** Not paid: why, and what to do now. It stays until the cashier decides. */
export function Declined({ flow, snapshot, onAnotherCard, onOverride, onBack }: Props) {
  const text = useText()
  const { t, error } = text
  const heading = useId()
  const { code, why } = flow.error
  const { what, now } = error(code)
  const canAgain = !NOT_THE_CARD.has(code)
  const { asset } = snapshot.info
  const override = useOverride(snapshot, code, onOverride)
  useKey('Escape', onBack)

  return (
    <main className="result result--declined">
      <div className="said" role="alert" aria-labelledby={heading}>
        <header className="result__head">
          <ResultShape kind="declined" />
          <div>
            <h1 id={heading} className="result__word">
              {t('result.notPaid')}
            </h1>
            {!UNCERTAIN.has(code) && <p className="result__sub">{t('result.notCharged')}</p>}
          </div>
        </header>
        <div className="result__body">
          <Due units={flow.units} asset={asset} price={priceOf(flow.order)} />
          <p className="result__reason">
            {what}
            <br />
            {now}
          </p>
          {why && <p className="result__line">{whyText(code, why, asset, text)}</p>}
          {override.trouble && <p className="result__line">{error(override.trouble).what}</p>}
        </div>
        <footer className="result__foot">
          {canAgain && (
            <Button className="button button--result" onPress={onAnotherCard}>
              {t('result.anotherCard')}
            </Button>
          )}
          {override.isPossible && (
            <Button className="button button--result-quiet" onPress={override.open}>
              {t('override.open')}
            </Button>
          )}
          <Button className={`button button--result${canAgain ? '-quiet' : ''}`} onPress={onBack}>
            {t('result.back')}
          </Button>
          <code className="result__code">{code}</code>
        </footer>
      </div>
      {override.dialog}
    </main>
  )
}
