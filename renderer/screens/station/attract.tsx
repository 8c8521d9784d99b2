import { LANGUAGES } from '#src/language.ts'
import { TRANSLATORS } from '../../i18n/setup.ts'
import { useText } from '../../i18n/use-text.ts'
import { Fare } from './fare.tsx'
import { Frame } from './frame.tsx'
import { Languages } from './languages.tsx'
import { ReaderArrow } from './reader-arrow.tsx'
import type { StationProps } from './station.tsx'

/** Nobody is there: the same words in every language, and nothing moves. A touch goes on, a tap rides. */
export function Attract(props: StationProps) {
  const { info } = props.view
  const chosen = useText().language
  return (
    <Frame {...props} touch={<Languages onChange={props.terminal.setLanguage} />}>
      <div className={`ride ride--${info.readerAt}`}>
        <div className="ride__text">
          <Fare units={info.fare} currency={info.currency} />
          {LANGUAGES.map((language) => {
            const Tap = language === chosen ? 'h1' : 'p'
            return (
              <div key={language} lang={language} className="attract__words">
                <Tap className="attract__tap">{TRANSLATORS[language].t('station.tap')}</Tap>
                {info.products.length > 0 && (
                  <p className="ride__rule">{TRANSLATORS[language].t('station.touch')}</p>
                )}
              </div>
            )
          })}
        </div>
        <ReaderArrow at={info.readerAt} />
      </div>
    </Frame>
  )
}
