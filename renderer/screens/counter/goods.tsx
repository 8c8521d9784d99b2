import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components'
import type { Basket } from '#src/order/basket.ts'
import type { Item, PriceList } from '#src/order/price-list.ts'
import { useText } from '../../i18n/use-text.ts'
import type { Entry, Limits } from './entry.ts'
import { Items } from './items.tsx'
import { Search } from './search.tsx'
import { TypedAmount } from './typed-amount.tsx'

/** How goods come into the basket. */
const WAYS = ['items', 'amount', 'search'] as const
export type Way = (typeof WAYS)[number]

interface Props {
  readonly prices: PriceList
  readonly basket: Basket
  readonly way: Way
  readonly onWay: (way: Way) => void
  readonly entry: Entry
  readonly limits: Limits
  readonly onEntry: (entry: Entry) => void
  /** The typed amount is to be a line of its own. */
  readonly onTyped: () => void
  readonly onItem: (item: Item) => void
}

export function Goods({ prices, basket, way, onWay, entry, limits, onEntry, onTyped, onItem }: Props) {
  const { t } = useText()
  const ways = prices.items.length > 0 ? WAYS : (['amount'] as const)
  return (
    <Tabs
      className="goods"
      selectedKey={way}
      onSelectionChange={(key) => onWay(WAYS.find((known) => known === key) ?? way)}
    >
      <TabList className="goods__ways" aria-label={t('order.ways')}>
        {ways.map((known) => (
          <Tab key={known} id={known} className="goods__way">
            {t(`order.${known}`)}
          </Tab>
        ))}
      </TabList>
      {prices.items.length > 0 && (
        <TabPanel id="items" className="goods__panel">
          <Items prices={prices} basket={basket} onItem={onItem} />
        </TabPanel>
      )}
      <TabPanel id="amount" className="goods__panel">
        <TypedAmount entry={entry} limits={limits} onEntry={onEntry} onAdd={onTyped} />
      </TabPanel>
      {prices.items.length > 0 && (
        <TabPanel id="search" className="goods__panel">
          <Search prices={prices} basket={basket} onItem={onItem} />
        </TabPanel>
      )}
    </Tabs>
  )
}
