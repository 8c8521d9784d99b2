import { type ReactNode, useEffect, useState } from 'react'
import { Button } from 'react-aria-components'
import type { ZReport } from '#src/till/report.ts'
import { netOf } from '#src/till/totals.ts'
import type { Ask } from '../../ask.ts'
import { useText } from '../../i18n/use-text.ts'

interface Props {
  readonly ask: Ask
  /** Changes when there is a new one. */
  readonly newest: number
  readonly onCopy: (number: number) => void
  /** How the last paper stands, where nothing else says it. */
  readonly children: ReactNode
}

/** Every Z report at hand, the newest first; each can be printed again, as a copy. */
export function Reports({ ask, newest, onCopy, children }: Props) {
  const { t } = useText()
  const reports = useReports(ask, newest)
  return (
    <section className="z-reports" aria-label={t('shift.reports')}>
      <h2 className="z-reports__title">{t('shift.reports')}</h2>
      {children}
      {reports.length === 0 && <p className="z-reports__none">{t('shift.noReports')}</p>}
      <ul className="z-reports__list">
        {reports.map((report) => (
          <Row key={report.number} report={report} onCopy={onCopy} />
        ))}
      </ul>
    </section>
  )
}

function useReports(ask: Ask, newest: number): readonly ZReport[] {
  const [reports, setReports] = useState<readonly ZReport[]>([])
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new report is to be read.
  useEffect(() => {
    let isOver = false
    void ask('shift/reports', undefined).then((read) => {
      if (read.ok && !isOver) setReports(read.value)
    })
    return () => {
      isOver = true
    }
  }, [ask, newest])
  return reports
}

function Row({ report, onCopy }: { readonly report: ZReport } & Pick<Props, 'onCopy'>) {
  const { t, money, moment } = useText()
  const { number, closedAt, closedBy, totals } = report
  const sums = totals.tokens.map((token) => {
    const net = netOf(token)
    return net < 0n ? `−${money(-net, token.asset)}` : money(net, token.asset)
  })
  return (
    <li className="z-report">
      <p className="z-report__text">
        <strong>{t('shift.report', { number })}</strong> <span className="no-wrap">{sums.join(' · ')}</span>
        <span className="z-report__when">
          {moment(closedAt)} · {closedBy.name}
        </span>
      </p>
      <Button
        className="button button--small"
        aria-label={t('shift.copyOf', { number })}
        onPress={() => onCopy(number)}
      >
        {t('shift.copy')}
      </Button>
    </li>
  )
}
