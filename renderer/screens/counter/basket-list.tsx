import { useEffect, useRef, useState } from 'react'
import { Button } from 'react-aria-components'
import type { Asset } from '#src/money/asset.ts'
import type { BasketLine } from '#src/order/basket.ts'
import { lineTotal } from '#src/order/price.ts'
import { useText } from '../../i18n/use-text.ts'

interface Props {
  readonly lines: readonly BasketLine[]
  readonly currency: Asset
  /** Zero takes the line out. */
  readonly onQuantity: (id: string, quantity: number) => void
}

/** The lines of this sale; a press opens one of them to be changed. */
export function BasketList({ lines, currency, onQuantity }: Props) {
  const { t, language, price } = useText()
  const [open, setOpen] = useState<string | null>(null)
  const list = useRef<HTMLUListElement>(null)
  // What was added last is in sight.
  useEffect(() => {
    if (list.current && lines.length > 0) list.current.scrollTop = list.current.scrollHeight
  }, [lines.length])

  if (lines.length === 0) return <p className="basket basket--empty">{t('order.empty')}</p>
  return (
    <ul className="basket" ref={list}>
      {lines.map((line) => {
        const { id, quantity, unitPrice } = line
        const name = line.name[language]
        return (
          <li key={id} className="basket__line">
            <Button
              className="basket__open"
              aria-expanded={open === id}
              onPress={() => setOpen(open === id ? null : id)}
            >
              <span className="basket__name">
                {name} <span className="basket__quantity">×{quantity}</span>
              </span>
              <span className="basket__sum">{price(lineTotal(line), currency)}</span>
            </Button>
            {open === id && (
              <div className="basket__change">
                <span className="basket__price">{price(unitPrice, currency)}</span>
                <Button
                  className="button basket__step"
                  aria-label={t('order.fewer', { name })}
                  onPress={() => onQuantity(id, quantity - 1)}
                >
                  −
                </Button>
                <output className="basket__count">{quantity}</output>
                <Button
                  className="button basket__step"
                  aria-label={t('order.more', { name })}
                  onPress={() => onQuantity(id, quantity + 1)}
                >
                  +
                </Button>
                <Button
                  className="button basket__step"
                  aria-label={t('order.remove', { name })}
                  onPress={() => onQuantity(id, 0)}
                >
                  <svg viewBox="0 0 24 24" aria-hidden="true">
                    <path d="m6 6 12 12M18 6 6 18" />
                  </svg>
                </Button>
              </div>
            )}
          </li>
        )
      })}
    </ul>
  )
}
