import { Button } from 'react-aria-components'
import type { StationProduct } from '#src/ipc/station.ts'
import { Mark } from '../../components/mark.tsx'
import { useKey } from '../../components/use-key.ts'
import { useText } from '../../i18n/use-text.ts'
import { Frame } from './frame.tsx'
import { ReaderArrow } from './reader-arrow.tsx'
import type { StationProps } from './station.tsx'

/** Said before anything is paid: this ticket would never come out. Riding needs no paper. */
export function NoPaper({ product, ...props }: StationProps & { readonly product: StationProduct }) {
  const { t, language } = useText()
  const { back } = props.terminal.station
  useKey('Escape', back)
  return (
    <Frame
      {...props}
      touch={
        <Button className="station-button station-button--whole" autoFocus onPress={back}>
          {t('station.back')}
        </Button>
      }
    >
      <div className={`ride ride--${props.view.info.readerAt}`} role="alert">
        <div className="ride__text">
          <p className="station__product">{product.name[language]}</p>
          <h1 className="station__title station__title--marked">
            <Mark kind="attention" />
            {t('station.noPaper')}
          </h1>
          <p className="station__text">{t('station.noPaperNow')}</p>
        </div>
        <ReaderArrow at={props.view.info.readerAt} />
      </div>
    </Frame>
  )
}
