import type { PaperState } from '#src/sale/flow.ts'
import { Mark } from '../../components/mark.tsx'
import { useText } from '../../i18n/use-text.ts'

interface Props {
  readonly paper: PaperState
  readonly receipt: string
  readonly card: string
}

/** What became of the receipt, in one line; in a box when it needs the person. */
export function Paper({ paper, receipt, card }: Props) {
  const { t, error } = useText()
  const line = t(`paper.${paper.kind}`, { receipt })
  if (paper.kind !== 'failed')
    return (
      <p className="result__line">
        {line} · <span className="no-wrap">{card}</span>
      </p>
    )
  const { what, now } = error(paper.code)
  return (
    <div className="paper-failed" role="alert">
      <Mark kind="attention" />
      <div>
        <p>
          <strong>{line}.</strong> {what} {now}
        </p>
        <p className="paper-failed__calm">{t('result.accepted')}</p>
      </div>
    </div>
  )
}
