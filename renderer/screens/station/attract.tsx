import { LANGUAGES } from '#src/language.ts'
import { TRANSLATORS } from '../../i18n/setup.ts'
import { Fare } from './fare.tsx'
import { Frame } from './frame.tsx'
import { Languages } from './languages.tsx'
import { ReaderArrow } from './reader-arrow.tsx'
import type { StationProps } from './station.tsx'

/** Nobody is there: the same words in every language, and nothing moves. A touch goes on, a tap rides. */
export function Attract(props: StationProps) {
  const { info } = props.view
  return (
    <Frame {...props} touch={<Languages onChange={props.terminal.setLanguage} />}>
      <div className={`ride ride--${info.readerAt}`}>
        <div className="ride__text">
          <Fare units={info.fare} currency={info.currency} />
          {LANGUAGES.map((language) => (
            <div key={language} lang={language} className="attract__words">
              <p className="attract__tap">{TRANSLATORS[language].t('station.tap')}</p>
              {info.products.length > 0 && (
                <p className="ride__rule">{TRANSLATORS[language].t('station.touch')}</p>
              )}
            </div>
          ))}
        </div>
        <ReaderArrow at={info.readerAt} />
      </div>
    </Frame>
  )
}
