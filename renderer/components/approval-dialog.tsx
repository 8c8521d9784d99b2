import { Button } from 'react-aria-components'
import type { Result } from '#src/result.ts'
import type { Right } from '#src/staff/rights.ts'
import { useText } from '../i18n/use-text.ts'
import type { ReadySnapshot } from '../view.ts'
import { timeLeft } from './countdown.ts'
import { ModalDialog } from './modal-dialog.tsx'
import { PinPad } from './pin-pad.tsx'
import { usePin } from './use-pin.ts'

interface Props {
  readonly right: Right
  readonly snapshot: Pick<ReadySnapshot, 'staff' | 'now'>
  /** Tries it with that PIN; a failure is shown, and another PIN may be tried. */
  readonly onPin: (pin: string) => Promise<Result<unknown>>
  readonly onCancel: () => void
}

/** Somebody with the right comes and types their PIN; nobody is signed in by it. */
export function ApprovalDialog(props: Props) {
  const { t } = useText()
  return (
    <ModalDialog
      title={t('approve.title')}
      isOpen
      onOpenChange={(isOpen) => {
        if (!isOpen) props.onCancel()
      }}
    >
      {() => <Approval {...props} />}
    </ModalDialog>
  )
}

function Approval({ right, snapshot, onPin, onCancel }: Props) {
  const { t, error } = useText()
  const left = timeLeft(snapshot.staff.lockedUntil, snapshot.now)
  const entry = usePin({ isDisabled: left !== null, submit: onPin })
  const words = entry.failure && error(entry.failure.code)
  return (
    <div className="approval">
      <div className="approval__words">
        <p>
          <strong>{t(`approve.${right}`)}</strong> {t('approve.who')}
        </p>
        <p className="approval__problem" role="alert">
          {left === null ? words && `${words.what} ${words.now}` : t('staff.lockedFor', { time: left })}
        </p>
        <Button className="button" onPress={onCancel}>
          {t('approve.cancel')}
        </Button>
      </div>
      <PinPad
        pin={entry.pin}
        onPin={entry.setPin}
        onEnter={entry.enter}
        isDisabled={left !== null || entry.isChecking}
      />
    </div>
  )
}
