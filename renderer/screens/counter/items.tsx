import { useState } from 'react'
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components'
import type { Basket } from '#src/order/basket.ts'
import type { Item, PriceList } from '#src/order/price-list.ts'
import { useText } from '../../i18n/use-text.ts'
import { Tiles } from './tiles.tsx'

interface Props {
  readonly prices: PriceList
  readonly basket: Basket
  readonly onItem: (item: Item) => void
}

/** A category's id is never empty, so this is none. */
const ALL = ''

/** Every item as a tile, one category or all of them. */
export function Items({ prices, basket, onItem }: Props) {
  const { t, language, count } = useText()
  const [chosen, setChosen] = useState(ALL)
  const { categories, items, currency } = prices
  const inCategory = (id: string) => items.filter(({ category }) => id === ALL || category === id)
  const choices = [
    { id: ALL, name: t('order.all') },
    ...categories.map(({ id, name }) => ({ id, name: name[language] })),
  ]
  return (
    <>
      {categories.length > 1 && (
        <ToggleButtonGroup
          className="categories"
          aria-label={t('order.categories')}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[chosen]}
          onSelectionChange={(keys) => setChosen(choices.find(({ id }) => keys.has(id))?.id ?? ALL)}
        >
          {choices.map(({ id, name }) => (
            <ToggleButton key={id} id={id} className="categories__one">
              {name} <span className="categories__count">{count(inCategory(id).length)}</span>
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
      )}
      <Tiles items={inCategory(chosen)} currency={currency} basket={basket} onItem={onItem} />
    </>
  )
}
