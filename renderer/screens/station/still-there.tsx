import { useEffect } from 'react'
import { Button } from 'react-aria-components'
import { ModalDialog } from '../../components/modal-dialog.tsx'
import { useText } from '../../i18n/use-text.ts'
import { play } from '../../sound/sound.ts'
import type { StationProps } from './station.tsx'
import { useArrowKeysInDialog } from './use-arrow-keys.ts'

/** Seconds before the end at which it sounds once more. */
const LAST_CALLS = new Set([10, 5, 3, 2, 1])

/** Asks before it gives up, for eyes and ears; each answer gives the whole time again. */
export function StillThere({
  snapshot,
  view,
  terminal,
  askedAt,
}: StationProps & { readonly askedAt: number }) {
  const { t } = useText()
  useArrowKeysInDialog()
  const { giveUpSeconds } = view.info
  const left = Math.min(
    giveUpSeconds,
    Math.max(0, Math.ceil(giveUpSeconds - (snapshot.now - askedAt) / 1000)),
  )
  const isCalling = left === giveUpSeconds || LAST_CALLS.has(left)
  useEffect(() => {
    if (isCalling) play('attention')
  }, [isCalling])
  return (
    <ModalDialog title={t('station.still')} isKept isOpen>
      {() => (
        <div className="still-there" data-spoken="">
          <p className="still-there__left" role="timer">
            {t('station.left', { count: left })}
          </p>
          <progress className="still-there__bar" aria-hidden="true" value={left} max={giveUpSeconds} />
          <div className="station-row">
            <Button
              className="station-button station-button--primary"
              autoFocus
              onPress={terminal.station.moreTime}
            >
              {t('station.moreTime')}
            </Button>
            <Button className="station-button" onPress={terminal.station.back}>
              {t('station.finish')}
            </Button>
          </div>
        </div>
      )}
    </ModalDialog>
  )
}
