import { Button } from 'react-aria-components'
import type { SaleFlow } from '#src/sale/flow.ts'
import { ResultShape } from '../../components/result-shape.tsx'
import { useKey } from '../../components/use-key.ts'
import { useText } from '../../i18n/use-text.ts'

interface Props {
  readonly flow: SaleFlow & { step: 'declined' }
  readonly onAnotherCard: () => void
  readonly onBack: () => void
}

/** A product was not paid: why, and what to do now, with the buttons within reach. */
export function NotPaid({ flow, onAnotherCard, onBack }: Props) {
  const { t, error } = useText()
  const { code } = flow.error
  const { what, now } = error(code)
  useKey('Escape', onBack)
  return (
    <main className="outcome outcome--asks result--declined">
      <div className="outcome__body" role="alert" data-spoken="">
        <ResultShape kind="declined" />
        <h1 className="outcome__word">{t('result.notPaid')}</h1>
        <p className="outcome__line">
          {what} {now}
        </p>
        <code className="outcome__code">{code}</code>
      </div>
      <div className="station-row station__touch">
        <Button className="station-button outcome__button" autoFocus onPress={onAnotherCard}>
          {t('result.anotherCard')}
        </Button>
        <Button className="station-button outcome__button" onPress={onBack}>
          {t('result.back')}
        </Button>
      </div>
    </main>
  )
}
