import type { RescueTaken } from '#src/ipc/contract.ts'
import { useText } from '../../i18n/use-text.ts'
import type { TerminalView } from '../../view.ts'
import { RescueDialog } from './rescue-dialog.tsx'

interface Props {
  readonly onImport: TerminalView['importRescue']
}

/** Takes what another terminal saved. */
export function ImportDialog({ onImport }: Props) {
  const { t } = useText()
  const outcome = ({ terminalId, taken, known }: RescueTaken) => (
    <>
      <p>
        <strong>{t('rescue.taken', { count: taken, terminal: terminalId })}</strong>
      </p>
      {known > 0 && <p>{t('rescue.known', { count: known })}</p>}
      {taken > 0 && <p>{t('rescue.takenNow')}</p>}
    </>
  )
  return (
    <RescueDialog
      isNew={false}
      title="rescue.titleTake"
      intro={t('rescue.introTake')}
      submit="rescue.chooseFile"
      work={onImport}
      outcome={outcome}
    />
  )
}
