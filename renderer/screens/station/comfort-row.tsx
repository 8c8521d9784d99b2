import { Button, ToggleButton } from 'react-aria-components'
import { useText } from '../../i18n/use-text.ts'
import type { StationProps } from './station.tsx'
import { hasVoice } from './voice.ts'

/** What helps to read the screen; the next passenger finds it as it was. */
export function ComfortRow({ view, terminal }: StationProps) {
  const { t, language } = useText()
  const { comfort } = view.kiosk
  const { set, help } = terminal.station
  const isMute = comfort.aloud && !hasVoice(language)
  return (
    <>
      <p className="station__no-voice" role="status">
        {isMute ? t('station.noVoice') : ''}
      </p>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for form fields; these are buttons. */}
      <div className="station-row station-row--quiet" role="group" aria-label={t('station.options')}>
        <ToggleButton
          className="station-button"
          isSelected={comfort.aloud}
          onChange={(aloud) => set({ aloud })}
        >
          {t('station.aloud')}
        </ToggleButton>
        <ToggleButton
          className="station-button"
          isSelected={comfort.large}
          onChange={(large) => set({ large })}
        >
          {t('station.large')}
        </ToggleButton>
        <ToggleButton
          className="station-button"
          isSelected={comfort.contrast}
          onChange={(contrast) => set({ contrast })}
        >
          {t('station.contrast')}
        </ToggleButton>
        <Button className="station-button" onPress={help}>
          {t('station.help')}
        </Button>
      </div>
    </>
  )
}
