import type { ReactNode } from 'react'
import { Button } from 'react-aria-components'
import { Keypad, type PadKey } from '../../components/keypad.tsx'
import { Money } from '../../components/money.tsx'
import { useText } from '../../i18n/use-text.ts'
import type { ReadySnapshot, TerminalView } from '../../view.ts'
import { deleteDigit, type Entry, keep, typeDigits, unitsOf } from './entry.ts'
import { useTyping } from './use-typing.ts'

interface Props {
  readonly info: ReadySnapshot['info']
  readonly onCharge: TerminalView['charge']
  readonly entry: Entry
  readonly onEntry: (entry: Entry) => void
  readonly notice: ReactNode
}

/** Where nothing has a price: one amount of the token, one button. */
export function AmountBody({ info, onCharge, entry, onEntry, notice }: Props) {
  const { t, money } = useText()
  const units = unitsOf(entry, info.asset)
  const chargeable = units > 0n && units <= info.maxUnits
  const charge = () => {
    if (!chargeable) return
    onEntry(keep(entry))
    onCharge(units)
  }
  const onPad = (key: PadKey) => onEntry(key === 'delete' ? deleteDigit(entry) : typeDigits(entry, key, info))
  useTyping({ entry, limits: info, onEntry, onCharge: charge })

  return (
    <main className="counter__body">
      <section className="counter__sale" aria-label={t('counter.amount')}>
        {notice}
        <div className="counter__amount" aria-live="polite">
          <p className="counter__label">{t('counter.amount')}</p>
          <Money units={units} asset={info.asset} muted={units === 0n} />
          <p className={units > info.maxUnits ? 'counter__limit counter__limit--over' : 'counter__limit'}>
            {t('counter.most', { amount: money(info.maxUnits, info.asset) })}
          </p>
        </div>
        <Button className="button button--primary button--charge" isDisabled={!chargeable} onPress={charge}>
          {units > 0n ? t('counter.charge', { amount: money(units, info.asset) }) : t('counter.enter')}
        </Button>
      </section>
      <Keypad onKey={onPad} />
    </main>
  )
}
