import type { RescueWritten } from '#src/ipc/contract.ts'
import type { Asset } from '#src/money/asset.ts'
import { useText } from '../../i18n/use-text.ts'
import type { TerminalView } from '../../view.ts'
import { RescueDialog } from './rescue-dialog.tsx'

interface Props {
  readonly asset: Asset
  readonly onExport: TerminalView['exportRescue']
}

/** Saves what waits, for a terminal that can send it. */
export function ExportDialog({ asset, onExport }: Props) {
  const { t, money } = useText()
  const outcome = ({ fileName, payments, units }: RescueWritten) => (
    <>
      <p>
        <strong>{t('rescue.saved', { count: payments, amount: money(units, asset) })}</strong>
      </p>
      <p className="rescue-done__file">{t('rescue.file', { name: fileName })}</p>
      <p>{t('rescue.savedNow')}</p>
    </>
  )
  return (
    <RescueDialog
      isNew
      title="rescue.titleSave"
      intro={`${t('rescue.introSave')} ${t('key.keepIt')}`}
      submit="rescue.choosePlace"
      work={onExport}
      outcome={outcome}
    />
  )
}
