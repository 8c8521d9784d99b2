import { useState } from 'react'
import type { ErrorCode } from '#src/errors/codes.ts'
import { Notice } from '../../components/notice.tsx'
import { useText } from '../../i18n/use-text.ts'
import type { ReadySnapshot, TerminalView } from '../../view.ts'
import { CashEntry } from './cash-entry.tsx'

interface Props {
  readonly snapshot: ReadySnapshot
  readonly terminal: Pick<TerminalView, 'ask'>
}

/** The first thing of the day: how much cash there is, where it is counted, and the shift begins. */
export function OpenShift({ snapshot: { info, till }, terminal }: Props) {
  const { t, error } = useText()
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<ErrorCode | null>(null)
  const open = async (float: bigint | null) => {
    setBusy(true)
    const opened = await terminal.ask('shift/open', { float })
    setBusy(false)
    setFailure(opened.ok ? null : opened.error.code)
  }
  const words = failure && error(failure)
  return (
    <CashEntry
      cash={info.cash}
      step={info.prices?.step}
      label={t('shift.float')}
      comment={() => null}
      submit={t('shift.open', { number: till.lastShift + 1 })}
      isBusy={busy}
      onSubmit={(float) => void open(float)}
    >
      {words && <Notice what={words.what} now={words.now} />}
      <h1 className="cash__title">{t('shift.openTitle')}</h1>
      <p className="cash__text">{t('shift.openText')}</p>
    </CashEntry>
  )
}
