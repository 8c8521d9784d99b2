import { Button, DialogTrigger } from 'react-aria-components'
import { isDue } from '#src/payment/states.ts'
import { useText } from '../../i18n/use-text.ts'
import type { ReadySnapshot, TerminalView } from '../../view.ts'
import { ExportDialog } from '../rescue/export-dialog.tsx'
import { ImportDialog } from '../rescue/import-dialog.tsx'

interface Props {
  readonly snapshot: ReadySnapshot
  readonly terminal: TerminalView
}

/** What can be done with the payments as a whole. Always in sight, however long the lists are. */
export function Actions({ snapshot, terminal }: Props) {
  const { t } = useText()
  const { network, settling, paused, queue, info } = snapshot
  const due = queue.recent.some(({ state }) => isDue(state))
  const sendable = network.kind === 'online' && !settling && !paused && due
  const pauseStyle = paused ? 'button--primary' : ''
  return (
    <footer className="panel__foot">
      {/* Paused, there is one thing to do: go on. */}
      {!paused && (
        <Button className="button button--primary" isDisabled={!sendable} onPress={terminal.sendNow}>
          {t('queue.sendNow')}
        </Button>
      )}
      <Button className={`button ${pauseStyle}`} onPress={() => terminal.setPaused(!paused)}>
        {t(paused ? 'queue.resume' : 'queue.pause')}
      </Button>
      <DialogTrigger>
        <Button className="button">{t('rescue.save')}</Button>
        <ExportDialog asset={info.asset} onExport={terminal.exportRescue} />
      </DialogTrigger>
      <DialogTrigger>
        <Button className="button">{t('rescue.take')}</Button>
        <ImportDialog onImport={terminal.importRescue} />
      </DialogTrigger>
    </footer>
  )
}
