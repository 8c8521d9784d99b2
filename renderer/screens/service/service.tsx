import { useEffect, useEffectEvent, useState } from 'react'
import { Dialog, Modal, ModalOverlay } from 'react-aria-components'
import { useText } from '../../i18n/use-text.ts'
import type { Snapshot, TerminalView } from '../../view.ts'
import { Frame } from './frame.tsx'
import { Gate } from './gate.tsx'
import type { ServiceLink } from './link.ts'

interface Props {
  readonly snapshot: Snapshot
  readonly terminal: TerminalView
  readonly link: ServiceLink
  readonly onLeave: () => void
}

/**
 * The technician's screens, over whatever the terminal shows: a basket that was being made is still there
 * afterwards. Whether they are open, main says; after a while without a touch it closes them by itself.
 */
export function Service({ snapshot, terminal, link, onLeave }: Props) {
  const { t } = useText()
  const [isOpen, setOpen] = useState<boolean | null>(null)
  const look = useEffectEvent(async () => {
    const state = await link.ask('service/state', undefined)
    setOpen(state.ok && state.value.signedIn !== null)
  })
  const listen = useEffectEvent(() =>
    link.on('service/changed', ({ signedIn }) => setOpen(signedIn !== null)),
  )
  useEffect(() => {
    void look()
    return listen()
  }, [])
  const leave = () => {
    void link.ask('service/leave', undefined)
    onLeave()
  }
  return (
    <ModalOverlay isOpen isKeyboardDismissDisabled className="service-overlay">
      <Modal className="service-modal">
        <Dialog className="service-dialog" aria-label={t('service.title')}>
          {isOpen === true && <Frame snapshot={snapshot} terminal={terminal} link={link} onLeave={leave} />}
          {isOpen === false && <Gate link={link} onOpen={() => setOpen(true)} onLeave={leave} />}
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
