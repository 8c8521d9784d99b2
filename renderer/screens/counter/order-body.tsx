import { type ReactNode, useEffect, useEffectEvent, useState } from 'react'
import { addItem } from '#src/order/basket.ts'
import type { Item, PriceList } from '#src/order/price-list.ts'
import { ok } from '#src/result.ts'
import { useApproval } from '../../components/use-approval.tsx'
import { useText } from '../../i18n/use-text.ts'
import { useBarcode } from '../../scanner/use-barcode.ts'
import type { ReadySnapshot, TerminalView } from '../../view.ts'
import { chargeOf } from './charge.ts'
import { changeBasket, type Draft, takeTyped, wholeBasket } from './draft.ts'
import type { Entry } from './entry.ts'
import { Goods, type Way } from './goods.tsx'
import { OrderSale } from './order-sale.tsx'
import { useTyping } from './use-typing.ts'

interface Props {
  readonly snapshot: ReadySnapshot
  readonly terminal: TerminalView
  readonly prices: PriceList
  readonly draft: Draft
  readonly onDraft: (change: (draft: Draft) => Draft) => void
  readonly notice: ReactNode
}

/** Far more than anybody asks: the site's own limit is told when it is passed. */
const MOST_STEPS = 10n ** 8n
/** A scanner that types is through by then; a person waits no longer than this for the keypad. */
const TYPED_MS = 120

/** Goods on the left, this sale on the right. */
export function OrderBody({ snapshot, terminal, prices, draft, onDraft, notice }: Props) {
  const { info, rate, now } = snapshot
  const { t } = useText()
  const [way, setWay] = useState<Way>(prices.items.length > 0 ? 'items' : 'amount')
  const [unknown, setUnknown] = useState<string | null>(null)
  const approval = useApproval(snapshot)
  const basket = wholeBasket(draft, prices)
  const charge = chargeOf(basket, prices, rate, info)
  const limits = { asset: prices.currency, maxUnits: MOST_STEPS * prices.step, step: prices.step }

  const onEntry = (entry: Entry) => onDraft((before) => ({ ...before, entry }))
  const add = (item: Item) => {
    setUnknown(null)
    onDraft((before) => changeBasket(before, (lines) => addItem(lines, item)))
  }
  const addBarcode = (barcode: string) => {
    const item = prices.items.find((one) => one.barcode === barcode)
    if (item) add(item)
    else setUnknown(barcode)
  }
  const onCharge = () => {
    if (charge.kind !== 'ready') return
    onDraft((before) => takeTyped(before, prices))
    terminal.charge(charge.units, charge.order)
  }
  /** None needs nobody. Whoever may not give one sees who could allow it. */
  const giveDiscount = async (percent: number) => {
    const attempt = (approvalPin?: string) => terminal.ask('staff/allow-discount', { approvalPin })
    const allowed = percent === 0 ? ok() : await approval.run('discount', attempt)
    if (!allowed.ok) return
    onDraft((before) => changeBasket(takeTyped(before, prices), (lines) => ({ ...lines, discount: percent })))
  }
  useScans(terminal.onItemScanned, addBarcode)
  useBarcode({ typed: draft.entry, onUndo: onEntry, onBarcode: addBarcode })
  useTyping({ entry: draft.entry, limits, onEntry, onCharge })
  useTypedWay(draft.entry, () => setWay('amount'))

  return (
    <main className="order">
      <section className="order__goods" aria-label={t('order.ways')}>
        {notice}
        {unknown !== null && (
          <p className="order__unknown" role="status">
            {t('order.noBarcode', { barcode: unknown })}
          </p>
        )}
        <Goods
          prices={prices}
          basket={draft.basket}
          way={way}
          onWay={setWay}
          entry={draft.entry}
          limits={limits}
          onEntry={onEntry}
          onTyped={() => onDraft((before) => takeTyped(before, prices))}
          onItem={add}
        />
      </section>
      <OrderSale
        {...{ prices, basket, charge, rate, now, draft, onDraft, onCharge }}
        asset={info.asset}
        maxUnits={info.maxUnits}
        onDiscount={(percent) => void giveDiscount(percent)}
      />
      {approval.dialog}
    </main>
  )
}

/** A scanner of main's own has read something. */
function useScans(listen: TerminalView['onItemScanned'], onScan: (text: string) => void): void {
  const scanned = useEffectEvent(onScan)
  useEffect(() => listen((text) => scanned(text)), [listen])
}

/** Whoever types an amount on a keyboard sees it, wherever they were. */
function useTypedWay(entry: Entry, onTyped: () => void): void {
  const typed = useEffectEvent(onTyped)
  useEffect(() => {
    if (entry.digits === '' && entry.cents === null) return
    const timer = setTimeout(() => typed(), TYPED_MS)
    return () => clearTimeout(timer)
  }, [entry])
}
