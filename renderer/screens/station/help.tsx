import { Button } from 'react-aria-components'
import { useKey } from '../../components/use-key.ts'
import { useText } from '../../i18n/use-text.ts'
import { Frame } from './frame.tsx'
import { Languages } from './languages.tsx'
import type { StationProps } from './station.tsx'
import { unbroken } from './unbroken.ts'

export function Help(props: StationProps) {
  const { t } = useText()
  const { back } = props.terminal.station
  useKey('Escape', back)
  return (
    <Frame
      {...props}
      touch={
        <>
          <Languages onChange={props.terminal.setLanguage} />
          <Button className="station-button station-button--whole" autoFocus onPress={back}>
            {t('station.back')}
          </Button>
        </>
      }
    >
      <h1 className="station__title">{t('station.help')}</h1>
      <ul className="station__list">
        <li>{t('station.helpRide')}</li>
        <li>{t('station.helpBuy')}</li>
        <li>{t('station.helpCards')}</li>
        <li>{t('station.helpCall', { phone: unbroken(props.view.info.phone) })}</li>
      </ul>
    </Frame>
  )
}
