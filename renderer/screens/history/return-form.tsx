import { useState } from 'react'
import { Button, ToggleButton, ToggleButtonGroup } from 'react-aria-components'
import type { RefundWallet } from '#src/ipc/till.ts'
import { Keypad } from '../../components/keypad.tsx'
import { useText } from '../../i18n/use-text.ts'
import type { ListedPayment } from '../../view.ts'
import { pressed, type ReturnAmount, returnUnits } from './return-amount.ts'

const REASONS = [
  'return.reasonGoods',
  'return.reasonFault',
  'return.reasonPrice',
  'return.reasonTwice',
] as const

interface Props {
  readonly payment: ListedPayment
  readonly left: bigint
  /** Null when it is not known what the wallet may give. */
  readonly wallet: RefundWallet | null
  readonly onMake: (units: bigint, reason: string) => void
  readonly onCancel: () => void
}

/** How much, and why. All of it unless something is typed. */
export function ReturnForm({ payment, left, wallet, onMake, onCancel }: Props) {
  const { t, money } = useText()
  const { asset, order, authorization } = payment
  const [amount, setAmount] = useState<ReturnAmount>(null)
  const [reason, setReason] = useState<(typeof REASONS)[number]>('return.reasonGoods')
  const units = returnUnits(amount, left, asset)
  const tooMuch = units > left
  const cap = wallet && capOf(wallet)
  const inCurrency = order && (units * order.total) / authorization.value
  return (
    <div className="return">
      <div className="return__side">
        <div aria-live="polite">
          <p className="return__label">{t('return.amount')}</p>
          <p className="return__amount">{money(units, asset)}</p>
          {order && inCurrency !== undefined && (
            <p className="return__label">≈ {money(inCurrency, order.currency)}</p>
          )}
          <p className={tooMuch ? 'counter__limit counter__limit--over' : 'return__label'}>
            {tooMuch ? t('return.tooMuch') : t('return.left', { amount: money(left, asset) })}
          </p>
          {!tooMuch && cap !== null && units > cap && (
            <p className="return__label">{t('return.overCap', { amount: money(cap, asset) })}</p>
          )}
        </div>
        <p className="return__label" id="return-reason">
          {t('return.reason')}
        </p>
        <ToggleButtonGroup
          className="return__reasons"
          aria-labelledby="return-reason"
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[reason]}
          onSelectionChange={(keys) => setReason(REASONS.find((known) => keys.has(known)) ?? reason)}
        >
          {REASONS.map((known) => (
            <ToggleButton key={known} id={known} className="button button--small return__reason">
              {t(known)}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
        <div className="return__actions">
          <Button className="button" onPress={onCancel}>
            {t('cancel')}
          </Button>
          <Button
            className="button button--primary"
            isDisabled={units === 0n || tooMuch}
            onPress={() => onMake(units, t(reason))}
          >
            {t('return.do', { amount: money(units, asset) })}
          </Button>
        </div>
      </div>
      <div className="return__keys">
        <Keypad onKey={(key) => setAmount(pressed(amount, key, left, asset))} />
        <Button className="button" isDisabled={amount === null} onPress={() => setAmount(null)}>
          {t('return.all')}
        </Button>
      </div>
    </div>
  )
}

const capOf = ({ maxUnits, leftToday }: RefundWallet): bigint => (maxUnits < leftToday ? maxUnits : leftToday)
