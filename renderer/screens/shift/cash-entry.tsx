import { type ReactNode, useState } from 'react'
import { Button } from 'react-aria-components'
import type { Asset } from '#src/money/asset.ts'
import { Keypad, type PadKey } from '../../components/keypad.tsx'
import { Money } from '../../components/money.tsx'
import { deleteDigit, emptyEntry, typeDigits, unitsOf } from '../counter/entry.ts'
import { useTyping } from '../counter/use-typing.ts'

interface Props {
  /** Null: no cash is counted, and there is nothing to type. */
  readonly cash: Asset | null
  /** What the last digit counts while digits shift in. */
  readonly step: bigint | undefined
  readonly label: string
  /** What there is to say about so much. */
  readonly comment: (units: bigint) => ReactNode
  readonly submit: string
  readonly isBusy: boolean
  readonly onSubmit: (units: bigint | null) => void
  readonly children: ReactNode
}

/** So much cash, typed like an amount of a sale; zero is an amount too. */
export function CashEntry({ cash, ...props }: Props) {
  return cash ? <Counted cash={cash} {...props} /> : <Uncounted {...props} />
}

function Counted({
  cash,
  step,
  label,
  comment,
  submit,
  isBusy,
  onSubmit,
  children,
}: Props & { cash: Asset }) {
  const [entry, setEntry] = useState(emptyEntry)
  const limits = { asset: cash, maxUnits: 10n ** BigInt(cash.decimals + 8), ...(step && { step }) }
  const units = unitsOf(entry, cash, step)
  const send = () => {
    if (!isBusy) onSubmit(units)
  }
  const onPad = (key: PadKey) =>
    setEntry(key === 'delete' ? deleteDigit(entry) : typeDigits(entry, key, limits))
  useTyping({ entry, limits, onEntry: setEntry, onCharge: send })
  return (
    <div className="cash">
      <section className="cash__side">
        {children}
        <div className="cash__amount" aria-live="polite">
          <p className="counter__label">{label}</p>
          <Money units={units} asset={cash} asPrice muted={units === 0n} />
          {comment(units)}
        </div>
        <Button className="button button--primary button--charge" isDisabled={isBusy} onPress={send}>
          {submit}
        </Button>
      </section>
      <Keypad onKey={onPad} />
    </div>
  )
}

const Uncounted = ({ submit, isBusy, onSubmit, children }: Omit<Props, 'cash'>) => (
  <div className="cash cash--none">
    <section className="cash__side">
      {children}
      <Button
        className="button button--primary button--charge"
        isDisabled={isBusy}
        onPress={() => onSubmit(null)}
      >
        {submit}
      </Button>
    </section>
  </div>
)
