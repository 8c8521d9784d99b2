import { Button } from 'react-aria-components'
import type { Asset } from '#src/money/asset.ts'
import type { ZReport } from '#src/till/report.ts'
import { useText } from '../../i18n/use-text.ts'
import { PaperState } from './paper-state.tsx'
import type { Printing } from './use-printing.ts'

interface Props {
  readonly report: ZReport
  readonly asset: Asset
  readonly printing: Printing
  readonly onPrint: () => void
  readonly onDone: () => void
}

/** The shift is over and its report stored, whatever the printer says. */
export function Closed({ report, asset, printing, onPrint, onDone }: Props) {
  const { t, money } = useText()
  const { number, unsettled } = report
  return (
    <section className="closed">
      <h1 className="closed__title">{t('shift.closed', { number })}</h1>
      <p>{t('shift.kept', { number })}</p>
      {unsettled.count > 0 && (
        <p>{t('shift.unsettled', { count: unsettled.count, amount: money(unsettled.units, asset) })}</p>
      )}
      <PaperState printing={printing} />
      <div className="closed__actions">
        <Button className="button button--large" isDisabled={printing.kind === 'printing'} onPress={onPrint}>
          {t('shift.printAgain')}
        </Button>
        <Button className="button button--primary button--large" onPress={onDone}>
          {t('shift.done')}
        </Button>
      </div>
    </section>
  )
}
