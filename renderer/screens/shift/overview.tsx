import { useState } from 'react'
import { Button } from 'react-aria-components'
import type { ErrorCode } from '#src/errors/codes.ts'
import type { OpenShift } from '#src/till/shift.ts'
import { Notice } from '../../components/notice.tsx'
import { useApproval } from '../../components/use-approval.tsx'
import { useText } from '../../i18n/use-text.ts'
import type { ReadySnapshot, TerminalView } from '../../view.ts'
import { DrawerButton } from './drawer-button.tsx'
import { Figures } from './figures.tsx'
import { PaperState } from './paper-state.tsx'
import type { Printing } from './use-printing.ts'

interface Props {
  readonly shift: OpenShift
  readonly snapshot: ReadySnapshot
  readonly terminal: Pick<TerminalView, 'ask'>
  readonly printing: Printing
  readonly onPrint: () => void
  readonly onClose: () => void
}

/** The open shift: its figures, and what can be done with it. */
export function Overview({ shift, snapshot, terminal, printing, onPrint, onClose }: Props) {
  const { t, error, moment } = useText()
  const approval = useApproval(snapshot)
  const [drawer, setDrawer] = useState<ErrorCode | 'opened' | null>(null)
  const openDrawer = async (reason: string) => {
    const opened = await approval.run('open-drawer', (approvalPin) =>
      terminal.ask('drawer/open', { reason, approvalPin }),
    )
    setDrawer(opened.ok ? 'opened' : opened.error.code)
    return opened
  }
  const words = drawer !== null && drawer !== 'opened' && error(drawer)
  return (
    <section className="shift__now">
      <header className="shift__head">
        <h1 className="shift__title">{t('shift.title', { number: shift.number })}</h1>
        <p className="shift__by">{t('shift.by', { name: shift.by.name, when: moment(shift.openedAt) })}</p>
      </header>
      <div className="shift__scroll">
        <PaperState printing={printing} />
        {words && <Notice what={words.what} now={words.now} />}
        {drawer === 'opened' && (
          <p className="paper-state" role="status">
            {t('drawer.opened')}
          </p>
        )}
        <Figures shift={shift} cash={snapshot.info.cash} />
      </div>
      <div className="shift__actions">
        <Button className="button" isDisabled={printing.kind === 'printing'} onPress={onPrint}>
          {t('shift.printX')}
        </Button>
        <DrawerButton onOpen={openDrawer} />
        <Button className="button button--primary" onPress={onClose}>
          {t('shift.close')}
        </Button>
      </div>
      {approval.dialog}
    </section>
  )
}
