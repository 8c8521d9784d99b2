import type { ReactNode } from 'react'
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components'

interface Props {
  readonly title: string
  /** Work whose outcome must be seen: only its own buttons close it. */
  readonly isKept?: boolean
  /** Left out where a trigger opens it. */
  readonly isOpen?: boolean
  readonly onOpenChange?: (isOpen: boolean) => void
  readonly children: (close: () => void) => ReactNode
}

/** A question over the screen, with its title read out. */
export const ModalDialog = ({ title, isKept = false, children, ...open }: Props) => (
  <ModalOverlay className="overlay" isKeyboardDismissDisabled={isKept} {...open}>
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
