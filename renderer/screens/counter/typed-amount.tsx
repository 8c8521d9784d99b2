import { Button } from 'react-aria-components'
import { Keypad, type PadKey } from '../../components/keypad.tsx'
import { Money } from '../../components/money.tsx'
import { useText } from '../../i18n/use-text.ts'
import { deleteDigit, type Entry, type Limits, typeDigits, unitsOf } from './entry.ts'

interface Props {
  readonly entry: Entry
  readonly limits: Limits
  readonly onEntry: (entry: Entry) => void
  readonly onAdd: () => void
}

/** An amount without an item. It counts at once; Add makes room for the next one. */
export function TypedAmount({ entry, limits, onEntry, onAdd }: Props) {
  const { t } = useText()
  const { asset, step } = limits
  const units = unitsOf(entry, asset, step)
  const onPad = (key: PadKey) =>
    onEntry(key === 'delete' ? deleteDigit(entry) : typeDigits(entry, key, limits))
  return (
    <div className="typed">
      <div className="typed__amount">
        <div aria-live="polite">
          <p className="counter__label">{t('order.typed')}</p>
          <Money units={units} asset={asset} muted={units === 0n} asPrice />
        </div>
        <Button className="button" isDisabled={units === 0n} onPress={onAdd}>
          {t('order.add')}
        </Button>
      </div>
      <Keypad onKey={onPad} />
    </div>
  )
}
