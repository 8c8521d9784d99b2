import { useText } from '../../i18n/use-text.ts'
import { Fare } from './fare.tsx'
import { ReaderArrow } from './reader-arrow.tsx'
import type { StationProps } from './station.tsx'

/** At a gate: nothing but the fare, the arrow and what to do; for the staff, how many go through. */
export function Validator({ view }: StationProps) {
  const { t, count } = useText()
  const { info, perMinute } = view
  return (
    <main className="station station--validator">
      <div className={`ride ride--${info.readerAt}`} data-spoken="">
        <div className="ride__text">
          <Fare units={info.fare} currency={info.currency} />
          <h1 className="ride__tap">{t('station.tap')}</h1>
        </div>
        <ReaderArrow at={info.readerAt} />
      </div>
      <p className="station__pace">{t('station.perMinute', { n: count(perMinute) })}</p>
    </main>
  )
}
