import type { OpenShift } from '#src/till/shift.ts'
import { netOf, type Tally, type TokenTotals } from '#src/till/totals.ts'
import { useText } from '../../i18n/use-text.ts'
import type { ReadySnapshot } from '../../view.ts'

interface Props {
  readonly shift: OpenShift
  readonly cash: ReadySnapshot['info']['cash']
}

/** What an X report says, on the screen. */
export function Figures({ shift, cash }: Props) {
  const { t, price } = useText()
  const { tokens, currencies, firstReceipt, lastReceipt } = shift.totals
  return (
    <div className="figures">
      {tokens.length === 0 && <p className="figures__none">{t('shift.nothing')}</p>}
      {tokens.map((token) => (
        <InToken key={`${token.chainId} ${token.contract}`} token={token} />
      ))}
      <dl className="figures__list">
        {currencies.flatMap(({ currency, sales, discounts, tips }) => [
          <Figure
            key={currency.symbol}
            label={t('shift.priced', { currency: currency.symbol })}
            value={price(sales, currency)}
          />,
          <Figure
            key={`${currency.symbol} off`}
            label={t('shift.discounts')}
            value={price(discounts, currency)}
          />,
          <Figure key={`${currency.symbol} on`} label={t('shift.tips')} value={price(tips, currency)} />,
        ])}
        {firstReceipt !== null && lastReceipt !== null && (
          <Figure
            label={t('shift.receipts')}
            value={t('shift.range', { first: firstReceipt, last: lastReceipt })}
          />
        )}
        {shift.float !== null && cash && (
          <Figure label={t('shift.floatThen')} value={price(shift.float, cash)} />
        )}
      </dl>
    </div>
  )
}

function InToken({ token }: { readonly token: TokenTotals }) {
  const { t, money, count } = useText()
  const { asset } = token
  const tally = (label: string, { count: n, units }: Tally, minus: string) => (
    <Figure
      label={`${label} · ${count(n)}`}
      value={units === 0n ? money(0n, asset) : minus + money(units, asset)}
    />
  )
  const net = netOf(token)
  return (
    <dl className="figures__list">
      {tally(t('shift.sales'), token.sales, '')}
      {tally(t('shift.voids'), token.voids, '−')}
      {tally(t('shift.refunds'), token.refunds, '−')}
      <Figure
        isTotal
        label={t('shift.net')}
        value={net < 0n ? `−${money(-net, asset)}` : money(net, asset)}
      />
    </dl>
  )
}

interface FigureProps {
  readonly label: string
  readonly value: string
  readonly isTotal?: boolean
}

const Figure = ({ label, value, isTotal = false }: FigureProps) => (
  <div className={isTotal ? 'figure figure--total' : 'figure'}>
    <dt>{label}</dt>
    <dd>{value}</dd>
  </div>
)
