import { Button } from 'react-aria-components'
import type { RateState } from '#src/ipc/till.ts'
import type { Asset } from '#src/money/asset.ts'
import { type Basket, setQuantity, sumsOf } from '#src/order/basket.ts'
import type { PriceList } from '#src/order/price-list.ts'
import { Money } from '../../components/money.tsx'
import { useText } from '../../i18n/use-text.ts'
import { BasketList } from './basket-list.tsx'
import type { Charge } from './charge.ts'
import { changeBasket, type Draft, hold, takeTyped, takeUp } from './draft.ts'
import { HeldBaskets } from './held-baskets.tsx'
import { PercentChoice } from './percent-choice.tsx'
import { RateLine } from './rate-line.tsx'

interface Props {
  readonly prices: PriceList
  /** With the typed amount in it. */
  readonly basket: Basket
  readonly charge: Charge
  readonly rate: RateState
  readonly now: number
  readonly asset: Asset
  readonly maxUnits: bigint
  readonly draft: Draft
  readonly onDraft: (change: (draft: Draft) => Draft) => void
  readonly onCharge: () => void
  readonly onDiscount: (percent: number) => void
}

/** What is sold now: its lines, what it comes to, and what can be done with it. */
export function OrderSale(props: Props) {
  const { prices, basket, charge, rate, now, asset, maxUnits, draft, onDraft, onCharge, onDiscount } = props
  const { t, price, money } = useText()
  const { currency, discounts, tips } = prices
  const sums = sumsOf(basket, prices.step)
  const isEmpty = basket.lines.length === 0
  /** The typed amount is a line like all others as soon as one of them is changed. */
  const change = (next: (basket: Basket) => Basket) =>
    onDraft((before) => changeBasket(takeTyped(before, prices), next))

  return (
    <section className="order__sale" aria-label={t('order.basket')}>
      <BasketList
        lines={basket.lines}
        currency={currency}
        onQuantity={(id, quantity) => change((before) => setQuantity(before, id, quantity))}
      />
      <div className="order__total" aria-live="polite" aria-atomic="true">
        {sums.discount > 0n && (
          <p className="order__change">
            {t('order.discount')} {t('order.percent', { percent: basket.discount })}
            <span>−{price(sums.discount, currency)}</span>
          </p>
        )}
        {sums.tip > 0n && (
          <p className="order__change">
            {t('order.tip')} {t('order.percent', { percent: basket.tip })}
            <span>{price(sums.tip, currency)}</span>
          </p>
        )}
        <p className="visually-hidden">{t('order.total')}</p>
        <Money units={sums.total} asset={currency} muted={isEmpty} asPrice />
        {prices.isRated && <RateLine charge={charge} state={rate} now={now} asset={asset} />}
        {charge.kind === 'too-much' && (
          <p className="counter__limit--over">{t('counter.most', { amount: money(maxUnits, asset) })}</p>
        )}
      </div>
      <div className="order__actions">
        {discounts.length > 0 && (
          <PercentChoice
            what={t('order.discount')}
            percents={discounts}
            chosen={basket.discount}
            isDisabled={isEmpty}
            onChoose={onDiscount}
          />
        )}
        {tips.length > 0 && (
          <PercentChoice
            what={t('order.tip')}
            percents={tips}
            chosen={basket.tip}
            isDisabled={isEmpty}
            onChoose={(tip) => change((before) => ({ ...before, tip }))}
          />
        )}
        <Button
          className="button order__action"
          isDisabled={isEmpty}
          onPress={() => onDraft((before) => hold(before, prices, now))}
        >
          {t('order.hold')}
        </Button>
        {draft.held.length > 0 && (
          <HeldBaskets
            held={draft.held}
            prices={prices}
            onTakeUp={(id) => onDraft((before) => takeUp(before, id, prices, now))}
          />
        )}
      </div>
      <Button
        className="button button--primary button--charge"
        isDisabled={charge.kind !== 'ready'}
        onPress={onCharge}
      >
        {chargeWords()}
      </Button>
    </section>
  )

  function chargeWords(): string {
    if (charge.kind === 'no-rate') return t('order.noRate')
    return charge.kind === 'empty'
      ? t('order.choose')
      : t('counter.charge', { amount: price(sums.total, currency) })
  }
}
