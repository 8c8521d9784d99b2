import { useState } from 'react'
import { Button } from 'react-aria-components'
import { Keypad, type PadKey } from '../../components/keypad.tsx'
import { Money } from '../../components/money.tsx'
import { TopBar } from '../../components/top-bar.tsx'
import { useText } from '../../i18n/use-text.ts'
import type { ReadySnapshot, TerminalView } from '../../view.ts'
import { QueuePanel } from '../queue/queue-panel.tsx'
import { CounterNotice } from './counter-notice.tsx'
import { deleteDigit, type Entry, keep, typeDigits, unitsOf } from './entry.ts'
import { useTyping } from './use-typing.ts'

interface Props {
  readonly snapshot: ReadySnapshot
  readonly terminal: TerminalView
  readonly entry: Entry
  readonly onEntry: (entry: Entry) => void
  /** So many missing receipts the cashier has been told of and has put the notice away. */
  readonly missingTold: number
  readonly onMissingTold: (count: number) => void
}

/** The cashier's screen: one amount, one button. */
export function Counter({ snapshot, terminal, entry, onEntry, missingTold, onMissingTold }: Props) {
  const { info } = snapshot
  const { t, money } = useText()
  const [detailsOpen, setDetailsOpen] = useState(false)
  const units = unitsOf(entry, info.asset)
  const chargeable = units > 0n && units <= info.maxUnits
  const charge = () => {
    if (!chargeable) return
    onEntry(keep(entry))
    terminal.charge(units)
  }
  const onPad = (key: PadKey) => onEntry(key === 'delete' ? deleteDigit(entry) : typeDigits(entry, key, info))
  useTyping({ entry, limits: info, onEntry, onCharge: charge })

  return (
    <div className="counter">
      <TopBar snapshot={snapshot} onLanguage={terminal.setLanguage} onStatus={() => setDetailsOpen(true)} />
      <main className="counter__body">
        <section className="counter__sale" aria-label={t('counter.amount')}>
          <CounterNotice
            snapshot={snapshot}
            terminal={terminal}
            missingTold={missingTold}
            onMissingTold={onMissingTold}
          />
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
      <QueuePanel
        snapshot={snapshot}
        terminal={terminal}
        isOpen={detailsOpen}
        onOpenChange={setDetailsOpen}
      />
    </div>
  )
}
