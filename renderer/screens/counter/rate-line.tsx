import type { RateState } from '#src/ipc/till.ts'
import type { Asset } from '#src/money/asset.ts'
import { durationText } from '../../components/duration.ts'
import { useText } from '../../i18n/use-text.ts'
import type { Charge } from './charge.ts'

interface Props {
  readonly charge: Charge
  readonly state: RateState
  readonly now: number
  readonly asset: Asset
}

/** What the total is in the token, by whose rate, and whether that is still to be trusted. */
export function RateLine({ charge, state, now, asset }: Props) {
  const text = useText()
  const { t, money, error, time } = text
  if (charge.kind === 'no-rate') {
    const { what, now: advice } = error(charge.code)
    return (
      <p className="rate rate--attention" role="status">
        <strong>{what}</strong> {advice}
      </p>
    )
  }
  const { rate, age } = state
  if (rate === null) return null
  return (
    <>
      <p className="rate">
        {charge.kind !== 'empty' && (
          <strong>{t('order.isAbout', { amount: money(charge.units, asset) })} </strong>
        )}
        {/* On a small screen the limit needs the room. */}
        {charge.kind !== 'too-much' && t('order.rate', { time: time(rate.at), source: rate.source })}
      </p>
      {age === 'old' && (
        <p className="rate rate--attention" role="status">
          {t('order.rateOld', { age: durationText(Math.abs(now - rate.at) / 1000, text) })}
        </p>
      )}
    </>
  )
}
