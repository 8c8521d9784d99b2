import { timeLeft } from '../../components/countdown.ts'
import { Notice } from '../../components/notice.tsx'
import { PinPad } from '../../components/pin-pad.tsx'
import { usePin } from '../../components/use-pin.ts'
import { useText } from '../../i18n/use-text.ts'
import type { ReadySnapshot, TerminalView } from '../../view.ts'
import { useIsServiceOpen } from '../service/maybe-service.tsx'
import { Framed } from '../shell/framed.tsx'
import { useStaffCard } from './use-staff-card.ts'

interface Props {
  readonly snapshot: ReadySnapshot
  readonly terminal: TerminalView
}

/** Who comes to the terminal says who they are. A technician's PIN and test cards sign nobody in. */
export const SignIn = (props: Props) => (useIsServiceOpen() ? null : <Asking {...props} />)

/** By PIN or by card; the reader listens all the while. */
function Asking({ snapshot, terminal }: Props) {
  const { t, error } = useText()
  const { staff, now, devices, closed } = snapshot
  const left = timeLeft(staff.lockedUntil, now)
  const entry = usePin({
    isDisabled: left !== null,
    submit: (pin) => terminal.ask('staff/sign-in', { pin }),
  })
  const byCard = useStaffCard(terminal.ask)
  const failure = entry.failure ?? byCard
  const words = failure && error(failure.code)
  const hasReader = devices.reader.kind === 'ready'

  return (
    <Framed snapshot={snapshot} terminal={terminal}>
      <div className="sign-in">
        <section className="sign-in__words">
          {closed ? (
            <div className="sign-in__closed" role="alert">
              <h1 className="sign-in__title">{t('out.title')}</h1>
              <p className="sign-in__reason" dir="auto">
                {closed.reason}
              </p>
              <p>{t('closed.signIn')}</p>
            </div>
          ) : (
            <h1 className="sign-in__title">{t('staff.enterPin')}</h1>
          )}
          <p className="sign-in__card">
            <CardSign />
            <span>{t(hasReader ? 'staff.orCard' : 'staff.noReader')}</span>
          </p>
          <div className="sign-in__notice" aria-live="polite">
            {left !== null && (
              <Notice what={error('STAFF_LOCKED').what} now={t('staff.lockedFor', { time: left })} />
            )}
            {left === null && entry.isChecking && <p role="status">{t('staff.checking')}</p>}
            {left === null && !entry.isChecking && words && <Notice what={words.what} now={words.now} />}
          </div>
        </section>
        <section className="sign-in__pad">
          <PinPad
            pin={entry.pin}
            onPin={entry.setPin}
            onEnter={entry.enter}
            isDisabled={left !== null || entry.isChecking}
          />
        </section>
      </div>
    </Framed>
  )
}

const CardSign = () => (
  <svg className="sign-in__sign" viewBox="0 0 48 48" aria-hidden="true">
    <rect x="4" y="14" width="28" height="20" rx="3.5" />
    <path d="M4 21h28M36 17c4 4 4 10 0 14M41 13c6 6 6 16 0 22" />
  </svg>
)
