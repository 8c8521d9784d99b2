import { Button, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { useText } from '../../i18n/use-text.ts'
import type { ReadySnapshot, TerminalView } from '../../view.ts'
import { Actions } from './actions.tsx'
import { Conditions } from './conditions.tsx'
import { Payments } from './payments.tsx'

interface Props {
  readonly snapshot: ReadySnapshot
  readonly terminal: TerminalView
  readonly isOpen: boolean
  readonly onOpenChange: (open: boolean) => void
}

/** What the status pill stands for: how everything is, what to do about it, and the payments. */
export function QueuePanel({ snapshot, terminal, isOpen, onOpenChange }: Props) {
  const { t } = useText()
  return (
    <ModalOverlay className="overlay" isDismissable isOpen={isOpen} onOpenChange={onOpenChange}>
      <Modal className="panel">
        <Dialog className="panel__content">
          <header className="panel__head">
            <Heading slot="title" className="panel__title">
              {t('queue.title')}
            </Heading>
            <Button className="button" slot="close">
              {t('queue.close')}
            </Button>
          </header>
          <div className="panel__body">
            <Conditions snapshot={snapshot} terminal={terminal} />
            <Payments snapshot={snapshot} terminal={terminal} />
          </div>
          <Actions snapshot={snapshot} terminal={terminal} />
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
