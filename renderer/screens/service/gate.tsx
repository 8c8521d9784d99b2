import { useEffect, useEffectEvent, useState } from 'react'
import { Button } from 'react-aria-components'
import type { ServiceState } from '#src/ipc/maintenance.ts'
import type { SignedIn } from '#src/staff/person.ts'
import { timeLeft } from '../../components/countdown.ts'
import { useText } from '../../i18n/use-text.ts'
import type { ServiceLink } from './link.ts'
import { PinForm } from './pin-form.tsx'
import { Problem } from './problem.tsx'
import { useNow } from './use-now.ts'
import { useServiceCard } from './use-service-card.ts'

interface Props {
  readonly link: ServiceLink
  readonly onOpen: (person: SignedIn) => void
  readonly onLeave: () => void
}

/** Asks who it is: a PIN or a service card. Too many wrong PINs, and only the card is left for a while. */
export function Gate({ link, onOpen, onLeave }: Props) {
  const { t } = useText()
  const [lockedUntil, setLockedUntil] = useState<number | null>(null)
  const left = timeLeft(lockedUntil, useNow())
  const [opensBy, setOpensBy] = useState<ServiceState['opensBy'] | null>(null)
  const readLock = useEffectEvent(async () => {
    const state = await link.ask('service/state', undefined)
    if (!state.ok) return
    setLockedUntil(state.value.lockedUntil)
    setOpensBy(state.value.opensBy)
  })
  const card = useServiceCard(link, opensBy === 'staff', onOpen)
  useEffect(() => {
    void readLock()
  }, [])

  const tryPin = async (pin: string) => {
    const opened = await link.ask('service/unlock', { pin })
    if (!opened.ok) {
      void readLock()
      return opened.error
    }
    onOpen(opened.value)
    return null
  }
  return (
    <main className="service-gate">
      <PinForm
        isBlocked={left !== null || opensBy === 'nothing'}
        onPin={tryPin}
        actions={
          <Button className="button" onPress={onLeave}>
            {t('service.leave')}
          </Button>
        }
      >
        <h1 className="service-gate__title">{t('service.title')}</h1>
        <p>{t(opensBy === null ? 'service.loading' : `service.opensBy.${opensBy}`)}</p>
        {left !== null && (
          <p className="service-gate__lock" role="timer">
            {t('service.lockedFor', { time: left })}
          </p>
        )}
        {opensBy === 'staff' && (
          <p className="service-gate__card" role="status">
            {t(card.isWaiting ? 'service.cardWaiting' : 'service.cardOff')}
            {!card.isWaiting && (
              <Button className="button button--small" onPress={card.again}>
                {t('service.useCard')}
              </Button>
            )}
          </p>
        )}
        {card.failure && <Problem failure={card.failure} />}
      </PinForm>
    </main>
  )
}
