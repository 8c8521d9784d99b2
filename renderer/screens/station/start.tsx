import { Button } from 'react-aria-components'
import { useText } from '../../i18n/use-text.ts'
import { ComfortRow } from './comfort-row.tsx'
import { Frame } from './frame.tsx'
import { Languages } from './languages.tsx'
import { Ride } from './ride.tsx'
import type { StationProps } from './station.tsx'
import { usePrice } from './use-price.ts'

/** A card rides from here at once; everything else is bought below. */
export function Start(props: StationProps) {
  const { terminal } = props
  return (
    <Frame
      {...props}
      touch={
        <>
          <Languages onChange={terminal.setLanguage} />
          <Products {...props} />
          <ComfortRow {...props} />
        </>
      }
    >
      <Ride info={props.view.info} />
    </Frame>
  )
}

function Products({ view, terminal }: StationProps) {
  const { t, language } = useText()
  const { products, currency } = view.info
  const price = usePrice(currency)
  if (products.length === 0) return null
  return (
    <ul className="products" aria-label={t('station.products')}>
      {products.map(({ id, name, price: units }) => (
        <li key={id}>
          <Button className="station-button product" onPress={() => terminal.station.choose(id)}>
            <span className="product__name">{name[language]}</span>
            <span className="product__price">{price(units)}</span>
          </Button>
        </li>
      ))}
    </ul>
  )
}
