import type { Ride } from '#src/ipc/station.ts'
import type { Outcome } from '#src/station-screen/outcome.ts'
import { Mark } from '../../components/mark.tsx'
import { ResultShape } from '../../components/result-shape.tsx'
import { Unbroken } from '../../components/unbroken.tsx'
import { useText } from '../../i18n/use-text.ts'
import type { StationProps } from './station.tsx'
import { usePrice } from './use-price.ts'

type Props = StationProps & { readonly outcome: Outcome }

/** The whole screen in the state's colour: seen from the corner of the eye while walking on. */
export function OutcomeScreen({ outcome, view }: Props) {
  if (outcome.kind === 'go') return <Go ride={outcome.ride} online={outcome.online} view={view} />
  return <Stop outcome={outcome} />
}

function Go({
  ride,
  online,
  view,
}: {
  readonly ride: Ride
  readonly online: boolean
  readonly view: Props['view']
}) {
  const { t } = useText()
  const price = usePrice(view.info.currency)
  const isLater = !online && ride.paid > 0n
  const kind = isLater ? 'offline' : 'paid'
  return (
    <main className={`outcome result--${kind}`}>
      <div className="said" role="alert" data-spoken="">
        <ResultShape kind={kind} />
        <h1 className="outcome__word">{t('station.go')}</h1>
        <p className="outcome__line">
          {ride.paid > 0n ? t('station.paid', { amount: price(ride.paid) }) : t(WHY_FREE[ride.reason])}
          {isLater && <span className="outcome__later">{t('result.settlesLater')}</span>}
        </p>
        <More ride={ride} price={price} />
      </div>
    </main>
  )
}

const WHY_FREE = {
  fare: 'station.capped',
  capped: 'station.capped',
  transfer: 'station.changed',
  pass: 'station.pass',
} as const

/** Until when, or how much more. */
function More({ ride, price }: { readonly ride: Ride; readonly price: (units: bigint) => string }) {
  const { t, time, moment } = useText()
  const { reason, goodUntil, untilCap } = ride
  return (
    <div className="outcome__more">
      {goodUntil !== null && reason === 'pass' && (
        <p>{t('station.passUntil', { when: moment(goodUntil) })}</p>
      )}
      {goodUntil !== null && reason !== 'pass' && (
        <p>{t('station.changeUntil', { when: time(goodUntil) })}</p>
      )}
      {untilCap !== null && untilCap > 0n && reason !== 'pass' && (
        <p>{t('station.untilCap', { amount: price(untilCap) })}</p>
      )}
    </div>
  )
}

/** Amber says what to do with the same card, red that this one does not ride; both say what now. */
function Stop({ outcome }: { readonly outcome: Exclude<Outcome, { kind: 'go' }> }) {
  const { t, error } = useText()
  const { what, now } = error(outcome.code)
  const isAgain = outcome.kind === 'again'
  return (
    <main className={`outcome ${isAgain ? 'outcome--again' : 'result--declined'}`}>
      <div className="said" role="alert" data-spoken="">
        {isAgain ? <Mark kind="attention" /> : <ResultShape kind="declined" />}
        <h1 className="outcome__word">{t(isAgain ? 'station.again' : 'station.refused')}</h1>
        <p className="outcome__line">
          <Unbroken text={what} /> {now}
        </p>
        {outcome.kind === 'refused' && outcome.owed !== null && (
          <p className="outcome__owed">{t('station.owed', { amount: outcome.owed })}</p>
        )}
        <code className="outcome__code">{outcome.code}</code>
      </div>
    </main>
  )
}
