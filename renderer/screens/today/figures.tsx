import { Button } from 'react-aria-components'
import { Mark, type MarkKind } from '../../components/mark.tsx'
import { type Text, useText } from '../../i18n/use-text.ts'
import { type DayFigures, STANDINGS, type Standing, type Sum } from '../../queue/day.ts'
import type { Shown } from '../../queue/history.ts'
import type { ReadySnapshot } from '../../view.ts'

const MARKS: Readonly<Record<Standing, MarkKind>> = {
  settled: 'good',
  waiting: 'offline',
  refused: 'attention',
  parked: 'bad',
  voided: 'bad',
}

interface Props {
  readonly figures: DayFigures
  readonly snapshot: Pick<ReadySnapshot, 'till' | 'info'>
  readonly onShow: (shown: Shown) => void
}

/** How much was sold, in the currency of prices and in the token, and how it stands. */
export function Figures({ figures, snapshot, onShow }: Props) {
  const text = useText()
  const { t, money, time } = text
  const { sales, priced, standing, refunds } = figures
  const { shift } = snapshot.till
  const none = [{ asset: snapshot.info.asset, units: 0n }]
  const inTokens = sales.amounts.length > 0 ? sales.amounts : none
  const first = priced.count > 0 ? priced.amounts : inTokens
  return (
    <section className="figures" aria-live="polite">
      <p className="figures__count">{t('today.sales', { count: sales.count })}</p>
      <p className="figures__sum">{sumText(first, text)}</p>
      {priced.count > 0 && <p className="figures__token">{sumText(inTokens, text)}</p>}
      {shift && (
        <p className="figures__shift">
          {t('today.shift', {
            number: shift.number,
            time: time(shift.openedAt),
            amount: shiftText(shift.totals, text) || money(0n, snapshot.info.asset),
          })}
        </p>
      )}
      <ul className="figures__states">
        {STANDINGS.map((each) => (
          <Line
            key={each}
            mark={MARKS[each]}
            name={t(`shown.${each}`)}
            sum={standing[each]}
            onPress={() => onShow(each)}
          />
        ))}
        <Line mark="working" name={t('shown.returned')} sum={refunds} onPress={() => onShow('returned')} />
      </ul>
    </section>
  )
}

interface LineProps {
  readonly mark: MarkKind
  readonly name: string
  readonly sum: Sum
  readonly onPress: () => void
}

/** Where there is nothing, there is nothing to show. */
function Line({ mark, name, sum, onPress }: LineProps) {
  const text = useText()
  return (
    <li>
      <Button className="figures__state" isDisabled={sum.count === 0} onPress={onPress}>
        <Mark kind={mark} />
        <span className="figures__name">{name}</span>
        <span className="figures__n">{text.count(sum.count)}</span>
        <strong className="figures__amount">{sumText(sum.amounts, text)}</strong>
      </Button>
    </li>
  )
}

const sumText = (amounts: Sum['amounts'], { money }: Text): string =>
  amounts.map(({ units, asset }) => money(units, asset)).join(' + ')

type Totals = NonNullable<ReadySnapshot['till']['shift']>['totals']

const shiftText = ({ currencies, tokens }: Totals, text: Text): string =>
  currencies.length > 0
    ? sumText(
        currencies.map(({ currency, sales }) => ({ asset: currency, units: sales })),
        text,
      )
    : sumText(
        tokens.map(({ asset, sales }) => ({ asset, units: sales.units })),
        text,
      )
