import type { Asset } from '#src/money/asset.ts'
import type { Order } from '#src/order/order.ts'
import { lineTotal } from '#src/order/price.ts'
import { useText } from '../../i18n/use-text.ts'

interface Props {
  readonly order: Order
  readonly token: Asset
}

/** What was sold, as on the receipt. */
export function OrderLines({ order, token }: Props) {
  const { t, money, time, language } = useText()
  const { currency, lines, discount, tip, total, rate } = order
  return (
    <section>
      <h3 className="detail__title">{t('payment.items')}</h3>
      <ul className="sold">
        {lines.map((line, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a receipt never change.
          <Line key={i} name={line.quantity > 1 ? `${line.name} ×${line.quantity}` : line.name}>
            {money(lineTotal(line), currency)}
          </Line>
        ))}
        {discount > 0n && <Line name={t('payment.discount')}>−{money(discount, currency)}</Line>}
        {tip > 0n && <Line name={t('payment.tip')}>{money(tip, currency)}</Line>}
        <Line name={t('payment.total')} isTotal>
          {money(total, currency)}
        </Line>
      </ul>
      {rate && (
        <p className="detail__note">
          {t('payment.rateOf', {
            rate: `${language === 'en' ? rate.value : rate.value.replace('.', ',')} ${currency.symbol}`,
            token: token.symbol,
            source: `${rate.source} ${time(rate.at)}`,
          })}
        </p>
      )}
    </section>
  )
}

interface LineProps {
  readonly name: string
  readonly isTotal?: boolean
  readonly children: React.ReactNode
}

const Line = ({ name, isTotal = false, children }: LineProps) => (
  <li className={isTotal ? 'sold__line sold__line--total' : 'sold__line'}>
    <span className="sold__name">{name}</span>
    <span className="sold__sum">{children}</span>
  </li>
)
