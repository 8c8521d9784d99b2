import type { ReactNode } from 'react'
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components'

interface Props {
  readonly title: string
  /** Work whose outcome must be seen: only its own buttons close it. */
  readonly isKept?: boolean
  readonly children: (close: () => void) => ReactNode
}

/** A question over the screen, with its title read out. */
export const ModalDialog = ({ title, isKept = false, children }: Props) => (
  <ModalOverlay className="overlay" isKeyboardDismissDisabled={isKept}>
    <Modal className="dialog">
      <Dialog className="dialog__content">
        {({ close }) => (
          <>
            <Heading slot="title" className="dialog__title">
              {title}
            </Heading>
            {children(close)}
          </>
        )}
      </Dialog>
    </Modal>
  </ModalOverlay>
)
