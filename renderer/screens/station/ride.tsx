import type { StationInfo } from '#src/ipc/station.ts'
import { useText } from '../../i18n/use-text.ts'
import { Fare } from './fare.tsx'
import { ReaderArrow } from './reader-arrow.tsx'
import { usePrice } from './use-price.ts'

/** What a ride costs and where to hold the card. */
export function Ride({ info }: { readonly info: StationInfo }) {
  const { t } = useText()
  const price = usePrice(info.currency)
  const { cap, transferMinutes } = info
  return (
    <div className={`ride ride--${info.readerAt}`}>
      <div className="ride__text">
        <Fare units={info.fare} currency={info.currency} />
        <h1 className="ride__tap">{t('station.tap')}</h1>
        <div className="ride__rules">
          {cap !== null && <p className="ride__rule">{t('station.cap', { cap: price(cap) })}</p>}
          {transferMinutes !== null && (
            <p className="ride__rule">{t('station.transfer', { minutes: transferMinutes })}</p>
          )}
        </div>
      </div>
      <ReaderArrow at={info.readerAt} />
    </div>
  )
}
