import { Button } from 'react-aria-components'
import type { Asset } from '#src/money/asset.ts'
import { type Basket, quantityOf } from '#src/order/basket.ts'
import type { Item } from '#src/order/price-list.ts'
import { useText } from '../../i18n/use-text.ts'

interface Props {
  readonly items: readonly Item[]
  readonly currency: Asset
  readonly basket: Basket
  readonly onItem: (item: Item) => void
}

/** One press, one more in the basket. */
export function Tiles({ items, currency, basket, onItem }: Props) {
  const { t, language, price } = useText()
  return (
    <ul className="tiles">
      {items.map((item) => {
        const quantity = quantityOf(basket, item.id)
        return (
          <li key={item.id}>
            <Button className={`tile ${quantity > 0 ? 'tile--taken' : ''}`} onPress={() => onItem(item)}>
              <span className="tile__name">{item.name[language]}</span>
              <span className="tile__price">
                {price(item.price, currency)}
                {quantity > 0 && (
                  <>
                    <span aria-hidden="true"> · ×{quantity}</span>
                    <span className="visually-hidden">, {t('order.inBasket', { count: quantity })}</span>
                  </>
                )}
              </span>
            </Button>
          </li>
        )
      })}
    </ul>
  )
}
