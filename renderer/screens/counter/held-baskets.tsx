import { Button, DialogTrigger } from 'react-aria-components'
import { sumsOf } from '#src/order/basket.ts'
import type { PriceList } from '#src/order/price-list.ts'
import { ModalDialog } from '../../components/modal-dialog.tsx'
import { useText } from '../../i18n/use-text.ts'
import type { Held } from './draft.ts'

interface Props {
  readonly held: readonly Held[]
  readonly prices: PriceList
  readonly onTakeUp: (id: number) => void
}

/** Baskets that were put aside: a press takes one up again. */
export function HeldBaskets({ held, prices, onTakeUp }: Props) {
  const { t, language, price, time } = useText()
  return (
    <DialogTrigger>
      <Button className="button order__action">{t('order.held', { count: held.length })}</Button>
      <ModalDialog title={t('order.heldTitle')}>
        {(close) => (
          <ul className="held">
            {held.map(({ id, at, basket }) => (
              <li key={id}>
                <Button
                  className="button held__one"
                  onPress={() => {
                    onTakeUp(id)
                    close()
                  }}
                >
                  <span className="held__what">
                    {basket.lines.map(({ name, quantity }) => `${name[language]} ×${quantity}`).join(', ')}
                    <span className="held__at">{t('order.heldAt', { time: time(at) })}</span>
                  </span>
                  <strong>{price(sumsOf(basket, prices.step).total, prices.currency)}</strong>
                </Button>
              </li>
            ))}
            <li>
              <Button className="button held__back" onPress={close}>
                {t('result.back')}
              </Button>
            </li>
          </ul>
        )}
      </ModalDialog>
    </DialogTrigger>
  )
}
