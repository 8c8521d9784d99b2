import { useRef, useState } from 'react'
import { Input, Label, TextField } from 'react-aria-components'
import type { Basket } from '#src/order/basket.ts'
import type { Item, PriceList } from '#src/order/price-list.ts'
import { TypingKeys } from '../../components/typing-keys/typing-keys.tsx'
import { useText } from '../../i18n/use-text.ts'
import { findItems } from './find-items.ts'
import { Tiles } from './tiles.tsx'

interface Props {
  readonly prices: PriceList
  readonly basket: Basket
  readonly onItem: (item: Item) => void
}

/** Items by a part of their name or by their barcode; Enter takes the only one that is left. */
export function Search({ prices, basket, onItem }: Props) {
  const { t } = useText()
  const field = useRef<HTMLInputElement>(null)
  const [wanted, setWanted] = useState('')
  const found = findItems(prices.items, wanted)
  const [only, ...more] = found
  return (
    <>
      <div className="field-with-keys">
        <TextField className="search" value={wanted} onChange={setWanted} autoFocus>
          <Label className="field__label">{t('order.searchFor')}</Label>
          <Input
            ref={field}
            className="field__input"
            onKeyDown={(event) => {
              if (event.key !== 'Enter' || !only || more.length > 0) return
              onItem(only)
              setWanted('')
            }}
          />
        </TextField>
        <TypingKeys field={field} />
      </div>
      <p className="search__none" role="status">
        {wanted !== '' && !only && t('order.noneFound')}
      </p>
      <Tiles items={found} currency={prices.currency} basket={basket} onItem={onItem} />
    </>
  )
}
