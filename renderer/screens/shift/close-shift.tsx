import { useState } from 'react'
import { Button } from 'react-aria-components'
import type { ErrorCode } from '#src/errors/codes.ts'
import type { ZReport } from '#src/till/report.ts'
import type { OpenShift } from '#src/till/shift.ts'
import { Notice } from '../../components/notice.tsx'
import { useApproval } from '../../components/use-approval.tsx'
import { useText } from '../../i18n/use-text.ts'
import type { ReadySnapshot, TerminalView } from '../../view.ts'
import { CashEntry } from './cash-entry.tsx'

interface Props {
  readonly shift: OpenShift
  readonly snapshot: ReadySnapshot
  readonly terminal: Pick<TerminalView, 'ask'>
  readonly onClosed: (report: ZReport) => void
  readonly onBack: () => void
}

/** Counts the cash, says what that differs by, and writes the Z report. */
export function CloseShift({ shift, snapshot, terminal, onClosed, onBack }: Props) {
  const { t, error } = useText()
  const approval = useApproval(snapshot)
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<ErrorCode | null>(null)
  const { cash, prices } = snapshot.info

  const close = async (counted: bigint | null) => {
    setBusy(true)
    const closed = await approval.run('close-any-shift', (approvalPin) =>
      terminal.ask('shift/close', { counted, approvalPin }),
    )
    setBusy(false)
    if (closed.ok) onClosed(closed.value)
    else setFailure(closed.error.code)
  }
  const words = failure && error(failure)
  return (
    <>
      <CashEntry
        cash={cash}
        step={prices?.step}
        label={t('shift.counted')}
        comment={(counted) => <Difference counted={counted} float={shift.float} asset={cash} />}
        submit={t('shift.close')}
        isBusy={busy}
        onSubmit={(counted) => void close(counted)}
      >
        <div className="cash__head">
          <h1 className="cash__title">{t('shift.closing')}</h1>
          <Button className="button" isDisabled={busy} onPress={onBack}>
            {t('shift.back')}
          </Button>
        </div>
        {words ? (
          <Notice what={words.what} now={words.now} />
        ) : (
          <p className="cash__text">{t('shift.closeText')}</p>
        )}
      </CashEntry>
      {approval.dialog}
    </>
  )
}

interface DifferenceProps {
  readonly counted: bigint
  readonly float: bigint | null
  readonly asset: ReadySnapshot['info']['cash']
}

/** The terminal takes no cash, so what was there at the start should be there at the end. */
function Difference({ counted, float, asset }: DifferenceProps) {
  const { t, price } = useText()
  if (float === null || asset === null) return null
  const by = counted - float
  const key = by === 0n ? 'shift.exact' : by > 0n ? 'shift.over' : 'shift.short'
  return (
    <p className="cash__difference">
      {t('shift.expected', { amount: price(float, asset) })}{' '}
      <strong>{t(key, { amount: price(by < 0n ? -by : by, asset) })}</strong>
    </p>
  )
}
